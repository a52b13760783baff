// Reading articles, next to markdown-it rendering the same bodies to HTML, file by file, in one process.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import { readFrontMatter } from '../../../../src/corpus/front-matter.ts';
import { parseArticle } from '../../../../src/corpus/parse-article.ts';

/** Megabytes a second, the best of several rounds. */
export type ParseFigures = { ours: number; renderer: number; megabytes: number };

const ROUNDS = 7;

type Input = { articlesDir: string };

export function part({ articlesDir }: Input): Promise<ParseFigures> {
  const files = readdirSync(articlesDir).filter((name) => name.endsWith('.md'));
  const texts = files.map((name) => readFileSync(path.join(articlesDir, name), 'utf8'));
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const markdown = new MarkdownIt('default', { html: true });
  const best = { ours: 0, renderer: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    best.ours = Math.max(best.ours, megabytes / seconds(texts, (text) => parseArticle('a.md', 'a', text)));
    best.renderer = Math.max(
      best.renderer,
      megabytes / seconds(texts, (text) => markdown.render(readFrontMatter('a.md', text).body)),
    );
  }
  return Promise.resolve({ ...best, megabytes });
}

function seconds(texts: readonly string[], read: (text: string) => unknown): number {
  const started = performance.now();
  for (const text of texts) read(text);
  return (performance.now() - started) / 1000;
}
