// The operators' pages over a real wiki, with gaps and lessons in memory, and a browser's share of the work: it keeps
// cookies and sends forms as they stand in a page.
import assert from 'node:assert/strict';
import type { Gap, Gaps, Insight, Summary } from '../../../src/insight/insight.ts';
import { createTranslations, translateTo } from '../../../src/locales/translations.ts';
import { Failure } from '../../../src/system/failure.ts';
import { normalise } from '../../../src/text/normal-form.ts';
import { sectionsFor } from '../../../src/teaching/choose-section.ts';
import type { Lesson, Teaching } from '../../../src/teaching/teaching.ts';
import { type AdminOptions, createAdminPages } from '../../../src/web/admin/admin-routes.ts';
import { createAdminSessions } from '../../../src/web/admin/admin-sessions.ts';
import { createSiteBrand } from '../../../src/web/site-brand.ts';
import { openReader, type TestReader, wordsOf } from '../reader-fixture.ts';

export const SITE = 'https://wiki.example';

export const gapOf = (more: Partial<Gap> & { id: string }): Gap => ({
  status: 'open',
  askers: 3,
  signals: { nothing: 3, 'voted-down': 2 },
  reasons: { outdated: 1 },
  questions: ['样品复检要多少钱', '复检收费吗', '样品复检的价格'],
  sectionId: undefined,
  firstAt: '2026-11-02T08:00:00.000Z',
  lastAt: '2026-11-23T08:00:00.000Z',
  closed: undefined,
  isReopened: false,
  ...more,
});

/** Gaps that are given, kept in memory. */
export function gapsInMemory(first: readonly Gap[]): Gaps & { clustered: number } {
  const held = new Map(first.map((gap) => [gap.id, gap]));
  const change = (id: string, more: Partial<Gap>): void => {
    const gap = held.get(id);
    if (gap !== undefined) held.set(id, { ...gap, ...more });
  };
  const world = {
    clustered: 0,
    list: ({ offset, limit, status = 'open' }: Parameters<Gaps['list']>[0]) => {
      const all = [...held.values()]
        .filter((gap) => gap.status === status)
        .sort((a, b) => b.askers - a.askers);
      return { gaps: all.slice(offset, offset + limit), total: all.length };
    },
    get: (id: string) => held.get(id),
    questionsOf: (id: string) => held.get(id)?.questions ?? [],
    close: (id: string, by: NonNullable<Gap['closed']>['by']) => {
      change(id, { status: 'closed', closed: { by, at: '2026-11-24T12:00:00.000Z' }, isReopened: false });
    },
    hide: (id: string) => {
      change(id, { status: 'hidden' });
    },
    reopen: (id: string) => {
      change(id, { status: 'open' });
    },
    cluster: () => {
      world.clustered++;
      return Promise.resolve();
    },
  };
  return world;
}

export type TestTeaching = Teaching & {
  taught: (Lesson & { at: string })[];
  written: { path: string; title: string; questions: readonly string[] }[];
  /** Labelled questions that any lesson would break. */
  breaks: string[];
  /** Whether files cannot be written. */
  isFull: boolean;
};

/** Lessons in memory; sections are found as they are in earnest. */
export function teachingInMemory(
  { engine }: Pick<TestReader, 'engine'>,
  recent: readonly string[],
): TestTeaching {
  const same = (a: Lesson, b: Lesson): boolean =>
    JSON.stringify({ ...a, at: '' }) === JSON.stringify({ ...b, at: '' });
  const write = <T>(change: () => T): Promise<T> =>
    world.isFull
      ? Promise.reject(new Failure('config', 'aliases.jsonl cannot be written (ENOSPC): free space there'))
      : Promise.resolve(change());
  const world: TestTeaching = {
    taught: [],
    written: [],
    breaks: [],
    isFull: false,
    preview: (lesson) => {
      const asked = lesson.kind === 'synonym' ? [] : lesson.questions.map((question) => normalise(question));
      const changed = recent.filter((question) => asked.includes(normalise(question)));
      return Promise.resolve({
        recent: { changed: changed.length, of: recent.length },
        cases: { broken: world.breaks.length, of: 38, brokenOnes: world.breaks },
      });
    },
    apply: (lesson) => write(() => void world.taught.push({ ...lesson, at: '2026-11-24' })),
    takeBack: (lesson) =>
      write(() => {
        world.taught = world.taught.filter((one) => !same(one, lesson));
      }),
    lessons: () => world.taught,
    problems: () => [],
    draft: (gapId, title, questions) =>
      write(() => {
        const path = `wenda/drafts/${gapId}.md`;
        world.written.push({ path, title, questions });
        return path;
      }),
    sectionsFor: (words, limit) => sectionsFor(words, limit, engine),
  };
  return world;
}

export const summaryOf = (more: Partial<Summary> = {}): Summary => ({
  days: [],
  questions: 0,
  outcomes: { found: 0, unsure: 0, topics: 0, nothing: 0, 'small-talk': 0, failed: 0 },
  answered: undefined,
  medianMs: undefined,
  p95Ms: undefined,
  topics: [],
  sections: [],
  worst: [],
  votes: { up: 0, down: 0 },
  languages: [],
  channels: { private: 0, group: 0, inline: 0, guest: 0, page: 0 },
  chats: 0,
  ...more,
});

/** A form as it stands in a page: where it leads, and its hidden fields. */
export type PageForm = { method: string; action: string; fields: Record<string, string> };

export function formsIn(html: string): PageForm[] {
  return [...html.matchAll(/<form method="(post|get)" action="([^"]*)">(.*?)<\/form>/gs)].map(
    ([, method = '', action = '', inside = '']) => ({
      method,
      action: wordsOf(action),
      fields: Object.fromEntries(
        [...inside.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          wordsOf(value),
        ]),
      ),
    }),
  );
}

export type Answered = { status: number; text: string; headers: Headers };

/** Someone with a browser of their own. */
export function createVisitor(pages: (request: Request) => Promise<Response | undefined>) {
  let cookie = '';
  type Sent = { method: string; body?: string; headers: Record<string, string> };
  const ask = async (path: string, sent: Sent) => {
    const headers = { host: new URL(SITE).host, ...(cookie === '' ? {} : { cookie }), ...sent.headers };
    const response = await pages(new Request(`http://127.0.0.1${path}`, { ...sent, headers }));
    const set = response?.headers.get('set-cookie');
    if (set !== null && set !== undefined) cookie = /^[^;]*/.exec(set)?.[0] ?? '';
    return response;
  };
  const answered = async (response: Response | undefined): Promise<Answered> =>
    response === undefined
      ? { status: 404, text: '', headers: new Headers() }
      : { status: response.status, text: await response.text(), headers: response.headers };
  return {
    cookie: () => cookie,
    get: async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      answered(await ask(path, { method, headers })),
    /** Sends a form from a page of the site, unless the headers say otherwise. */
    post: async (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
      const body = new URLSearchParams(fields).toString();
      return answered(
        await ask(path, {
          method: 'POST',
          body,
          headers: {
            origin: SITE,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(body.length),
            ...headers,
          },
        }),
      );
    },
  };
}

export type Visitor = ReturnType<typeof createVisitor>;

export type AdminWorldOptions = {
  gaps?: readonly Gap[];
  recent?: readonly string[];
  summary?: (days: number) => Summary;
  publicUrl?: string | undefined;
};

/** The pages with everything around them; each world has its own sessions, gaps and lessons. */
export async function openAdminWorlds(articlesDir?: string) {
  const reader = await openReader(articlesDir);
  const i18n = createTranslations();
  return {
    reader,
    open: ({
      gaps: first = [],
      recent = [],
      summary = () => summaryOf(),
      publicUrl = SITE,
    }: AdminWorldOptions = {}) => {
      let clock = Date.parse('2026-11-24T12:00:00Z');
      const gaps = gapsInMemory(first);
      const teaching = teachingInMemory(reader, recent);
      const insight: Pick<Insight, 'gaps' | 'numbers'> = { gaps, numbers: { summary } };
      const sessions = createAdminSessions({ now: () => clock });
      const told = { times: 0, drafted: [] as string[] };
      const errors: Error[] = [];
      const { generation, reader: articles, links } = reader.wiki;
      const served = { generation, reader: articles, links };
      const options: AdminOptions = {
        sessions,
        insight,
        teaching,
        wiki: served,
        brand: createSiteBrand(),
        translate: (language) => translateTo(i18n, language),
        publicUrl,
        onTaught: () => {
          told.times++;
        },
        onDrafted: (gapId) => told.drafted.push(gapId),
        drafts: () => Promise.resolve(teaching.written),
        onError: (error) => errors.push(error),
      };
      const pages = createAdminPages(options);
      /** An operator who has come in by a link. */
      const signIn = async (account = 7): Promise<Visitor> => {
        const visitor = createVisitor(pages);
        const { status } = await visitor.post(`/admin/enter/${sessions.invite(account)}`);
        assert.equal(status, 303);
        return visitor;
      };
      const wait = (minutes: number): void => {
        clock += minutes * 60_000;
      };
      return {
        pages,
        sessions,
        gaps,
        teaching,
        told,
        errors,
        served,
        signIn,
        wait,
        stranger: () => createVisitor(pages),
      };
    },
  };
}
