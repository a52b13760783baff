// The search over the live generation, swapped for the next one while questions are answered. A generation is warmed up
// before it serves, at the start and at every swap.
import { createLiveWiki, type LiveWiki, type Opened } from '../answer/live-wiki.ts';
import { createWiki, type Meter } from '../answer/wiki.ts';
import { type Manifest, wantedRecipe } from '../index/manifest.ts';
import { type OpenIndex, openVerified } from '../index/open-index.ts';
import { createRetriever } from '../retrieval/retriever.ts';
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

  /** Owns the index: closes it if it cannot be served. */
  async function warmed(opened: OpenIndex, search = first): Promise<Opened> {
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

  try {
    const live = createLiveWiki(await warmed(index));
    return {
      live,
      swapTo: async (folder, manifest) => {
        // Read again: the generation was measured with the files as they were at its build.
        const search = optionsFor(manifest, readWikiOptions(config), config);
        const opened = await openVerified(folder, manifest, { wanted, native: options.native });
        const next = await warmed(opened, search);
        try {
          live.swap(next);
        } catch (error) {
          next.index.close();
          throw error;
        }
      },
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
