// Corpora and their indexes, built for the first measure that needs them and shared by later ones.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT } from '../../../src/app/environment.ts';
import { assertEnded, runPart, runProgram } from './run-program.ts';
import { addNextArticle, writeCorpus } from './write-corpus.ts';

export type Built = { seconds: number; peakMB: number | undefined; embedded: number };

/** A generated corpus with its index. */
export type Site = {
  articlesDir: string;
  indexDir: string;
  articles: number;
  passages: number;
  /** Figures of the first, full build. */
  full: Built;
  /** JSON files: `Sample`, see parts/prepare.ts. */
  sampleFile: string;
  /** Builds again over the existing index. */
  rebuild: () => Promise<Built>;
  /** Adds an article to the corpus. */
  addArticle: () => Promise<void>;
};

export interface Workspace {
  /** The corpus with this number of passages, built. */
  site(passages: number): Promise<Site>;
  remove(): Promise<void>;
}

export async function createWorkspace(seed: number, say: (what: string) => void): Promise<Workspace> {
  const root = await mkdtemp(path.join(tmpdir(), 'wenda-bench-'));
  const sites = new Map<number, Promise<Site>>();

  async function make(wanted: number): Promise<Site> {
    const folder = path.join(root, String(wanted));
    const articlesDir = path.join(folder, 'articles');
    const indexDir = path.join(folder, 'index');
    say(`writing and building ${wanted} passages`);
    const request = { projectRoot: PROJECT_ROOT, out: articlesDir, seed };
    const { articles, passages } = await writeCorpus({ ...request, passages: wanted });
    const rebuild = (): Promise<Built> => build(articlesDir, indexDir);
    const full = await rebuild();
    const sampleFile = path.join(folder, 'sample.json');
    await runPart('prepare', { indexDir, sampleFile, seed });
    let added = articles;
    const addArticle = (): Promise<void> => addNextArticle(request, added++);
    return { articlesDir, indexDir, articles, passages, full, sampleFile, rebuild, addArticle };
  }

  return {
    site(passages) {
      const site = sites.get(passages) ?? make(passages);
      sites.set(passages, site);
      return site;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Seconds from the start of the command to its summary. */
async function build(articlesDir: string, indexDir: string): Promise<Built> {
  const args = ['--articles', articlesDir, '--index', indexDir, '--json'];
  const ran = await runProgram('scripts/build-index', args);
  assertEnded(ran, 'build-index');
  const summary = JSON.parse(ran.stdout.split('\n')[0] ?? '') as {
    kind: string;
    build: { embedded: number };
  };
  return {
    seconds: (ran.firstLineMs ?? NaN) / 1000,
    peakMB: ran.peakMB,
    embedded: summary.kind === 'built' ? summary.build.embedded : 0,
  };
}
