import type { Hono } from 'hono';
import type { Wiki } from '../../src/answer/wiki.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { createPageShare, type PageShare } from '../../src/web/page-share.ts';
import { createReaderRoutes, type ReaderOptions } from '../../src/web/reader/reader-routes.ts';
import { openHashingEngine, type TestEngine } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';

export type TestReader = {
  app: Hono;
  engine: TestEngine;
  wiki: Wiki;
  /** The status and text of a page. */
  read: (path: string, headers?: Record<string, string>) => Promise<{ status: number; text: string }>;
  /** The same wiki, served with other options. */
  withOptions: (more: Partial<ReaderOptions>) => Pick<TestReader, 'app' | 'read'>;
};

/** The pages of a folder of articles, as a site with a bot. */
export async function openReader(articlesDir: string = FIXTURE_ARTICLES): Promise<TestReader> {
  const engine = await openHashingEngine(articlesDir);
  const { wiki } = engine;
  const i18n = createTranslations();
  const options: ReaderOptions = {
    wiki,
    share: patientShare(),
    articlesDir,
    publicUrl: 'https://wiki.example',
    translate: (language) => translateTo(i18n, language),
    shareUrl: (articleId) => `https://t.me/share/url?url=${articleId}`,
  };
  const withOptions: TestReader['withOptions'] = (more) => {
    const app = createReaderRoutes({ ...options, ...more });
    const read: TestReader['read'] = async (path, headers = {}) => {
      const response = await app.request(path, { headers });
      return { status: response.status, text: await response.text() };
    };
    return { app, read };
  };
  return { ...withOptions({}), engine, wiki, withOptions };
}

/** A share of pages in which none waits too long, and the time of a page is 0. */
function patientShare(): PageShare {
  const later = (ms: number, call: () => void): (() => void) => {
    if (ms === 0) setImmediate(call);
    return () => undefined;
  };
  return createPageShare({ clock: () => 0, later });
}

/** The words of a page without its tags, with its line breaks. */
export function wordsOf(html: string): string {
  return html
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
