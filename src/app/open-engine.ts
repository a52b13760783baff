// The search over the live generation, swapped for the next one while questions are answered. A generation is warmed up
// before it serves, at the start and at every swap.
import type { Answerer } from '../answer/answerer.ts';
import { createLiveWiki, type LiveWiki, type Opened } from '../answer/live-wiki.ts';
import { createWiki, type Meter, withRetriever } from '../answer/wiki.ts';
import { type Manifest, wantedRecipe } from '../index/manifest.ts';
import { type OpenIndex, openVerified } from '../index/open-index.ts';
import type { Lessons } from '../retrieval/lessons.ts';
import { createRetriever, type RetrieverOptions } from '../retrieval/retriever.ts';
import type { Config } from './config.ts';
import { type OpeningOptions, openSearch } from './open-search.ts';
import { warmUp } from './warm-up.ts';
import { optionsFor, readWikiOptions } from './wiki-options.ts';

export type Engine = {
  live: LiveWiki;
  /**
   * Switches to a verified generation.
   * @throws Failure `index` when it does not fit the model, Error when it contradicts itself; the live one stays in use
   */
  swapTo: (folder: string, manifest: Manifest) => Promise<void>;
  /** From now on answers of this generation and the next ones follow these lessons. */
  learn(lessons: Lessons): void;
  /** The current wiki as it would answer with these lessons. */
  trial(lessons: Lessons): Answerer;
  close(): Promise<void>;
};

export type EngineOptions = OpeningOptions & {
  /** Counts and times the answers of every generation. */
  meter?: Meter | undefined;
};

/** Opens the live generation and the model for serving. Same errors as `openSearch`. */
export async function openEngine(config: Config, options: EngineOptions): Promise<Engine> {
  const { index, embedder, options: first } = await openSearch(config, options);
  const wanted = wantedRecipe(embedder.model);
  let { lessons } = first;

  /** Owns the index: closes it if it cannot be served. */
  async function warmed(opened: OpenIndex, search: RetrieverOptions = first): Promise<Opened> {
    try {
      const retriever = createRetriever({ index: opened, embedder, ...search });
      const wiki = createWiki({ index: opened, retriever, meter: options.meter });
      await warmUp(wiki);
      return { index: opened, retriever, wiki };
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  /** The same generation, shared, with other lessons. */
  function taughtAnew({ index: same, retriever: before, wiki }: Opened, next: Lessons): Opened {
    const retriever = before.withLessons(next);
    return {
      index: same,
      retriever,
      wiki: withRetriever(wiki, { index: same, retriever, meter: options.meter }),
    };
  }

  try {
    const live = createLiveWiki(await warmed(index));
    return {
      live,
      swapTo: async (folder, manifest) => {
        // Read again: the generation was measured with the files as they were at its build.
        const search = optionsFor(manifest, readWikiOptions(config), config);
        const opened = await openVerified(folder, manifest, { wanted, native: options.native });
        const known = lessons;
        const next = await warmed(opened, { ...search, lessons: known });
        try {
          live.swap(lessons === known ? next : taughtAnew(next, lessons));
        } catch (error) {
          next.index.close();
          throw error;
        }
      },
      learn: (next) => {
        lessons = next;
        live.swap(taughtAnew(live.newest(), next));
      },
      trial: (next) => taughtAnew(live.current(), next).wiki.unmetered,
      close: async () => {
        live.close();
        await embedder.close();
      },
    };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}
