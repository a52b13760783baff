// Who gets in: over any order of requests, exactly those with a session that lasts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAdminSessions, LINK_MINUTES, SESSION_HOURS } from '../../../src/web/admin/admin-sessions.ts';
import { fc } from '../../support/property.ts';
import { formsIn, gapOf, openAdminWorlds, SITE, type Visitor } from './admin-fixture.ts';

const worlds = await openAdminWorlds();
const PATHS = [
  '/admin',
  '/admin/',
  '/admin/gaps',
  '/admin/gaps/gap-00000001',
  '/admin/gaps/gap-00000001/hide',
  '/admin/lessons',
  '/admin/numbers.csv',
  '/admin/gaps.json',
  '/admin/style.css',
  '/admin/enter/',
  '/admin/enter/AAAAAAAAAAAAAAAAAAAAAA',
  '/admin/nowhere',
];

test('a link works once, within ten minutes, and opening it does not use it up', async () => {
  const { sessions, stranger, wait } = worlds.open();
  const link = `/admin/enter/${sessions.invite(7)}`;
  const robot = stranger();
  for (const method of ['HEAD', 'GET', 'GET']) assert.equal((await robot.get(link, {}, method)).status, 200);
  assert.equal(robot.cookie(), '', 'a program that previews links is not signed in');
  const operator = stranger();
  const [form] = formsIn((await operator.get(link)).text);
  assert.equal((await operator.post(form?.action ?? '')).status, 303);
  assert.equal((await operator.get('/admin')).status, 200);
  for (const ask of [robot.get, robot.post]) assert.equal((await ask(link)).status, 404, 'replayed');
  assert.equal((await robot.get('/admin')).status, 404);

  const late = `/admin/enter/${sessions.invite(7)}`;
  wait(LINK_MINUTES);
  assert.equal((await stranger().get(late)).status, 404);
  assert.equal((await stranger().post(late)).status, 404);
});

test('the cookie is for these pages alone, and out of reach of scripts and other sites', async () => {
  const cookieAt = async (publicUrl: string | undefined) => {
    const { sessions, stranger } = worlds.open({ publicUrl });
    const { headers } = await stranger().post(
      `/admin/enter/${sessions.invite(7)}`,
      {},
      { origin: publicUrl ?? SITE },
    );
    return headers.get('set-cookie') ?? '';
  };
  assert.match(
    await cookieAt(SITE),
    /^wenda-admin=[\w-]{22}; Path=\/admin; HttpOnly; SameSite=Strict; Secure$/,
  );
  assert.doesNotMatch(await cookieAt('http://wiki.example'), /Secure/);
});

test('a session ends twelve hours after its last request, and with everybody’s', async () => {
  const { signIn, sessions, wait } = worlds.open();
  const operator = await signIn();
  wait(60 * SESSION_HOURS - 1);
  assert.equal((await operator.get('/admin')).status, 200);
  wait(60 * SESSION_HOURS - 1);
  assert.equal((await operator.get('/admin')).status, 200, 'kept by the request before');
  wait(60 * SESSION_HOURS);
  assert.equal((await operator.get('/admin')).status, 404);

  const [one, other] = [await signIn(7), await signIn(8)];
  const unused = sessions.invite(7);
  assert.equal(sessions.endAll(), 2);
  for (const visitor of [one, other]) assert.equal((await visitor.get('/admin')).status, 404);
  assert.equal(sessions.isInvited(unused), false);
});

test('after signing out, a copied cookie opens nothing', async () => {
  const { signIn, pages } = worlds.open();
  const operator = await signIn();
  const stolen = operator.cookie();
  const leave = formsIn((await operator.get('/admin')).text).find(({ action }) => action.endsWith('/leave'));
  const { status, headers } = await operator.post(leave?.action ?? '', leave?.fields);
  assert.equal(status, 303);
  assert.match(headers.get('set-cookie') ?? '', /^wenda-admin=;.*Max-Age=0$/);
  const response = await pages(new Request(`${SITE}/admin`, { headers: { cookie: stolen } }));
  assert.equal(response, undefined);
});

test('no page may be cached, indexed, or named to other sites', async () => {
  const { signIn, sessions, stranger } = worlds.open({ gaps: [gapOf({ id: 'gap-00000001' })] });
  const operator = await signIn();
  const entrance = await stranger().get(`/admin/enter/${sessions.invite(7)}`);
  const answers = [entrance, await operator.post('/admin/leave')];
  for (const path of PATHS) answers.push(await operator.get(path));
  const pages = answers.filter(({ status }) => status !== 404);
  assert.ok(pages.length > 8);
  for (const { headers } of pages) {
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(headers.get('x-robots-tag') ?? '', /noindex/);
    assert.equal(headers.get('referrer-policy'), 'same-origin');
  }
});

test('forms of other sites, other sessions and other kinds change nothing', async () => {
  const { signIn, gaps } = worlds.open({ gaps: [gapOf({ id: 'gap-00000001' })] });
  const operator = await signIn();
  const other = await signIn(8);
  const form = async (visitor: Visitor) =>
    formsIn((await visitor.get('/admin/gaps/gap-00000001/hide')).text).find(({ action }) =>
      action.endsWith('/hide'),
    );
  const own = await form(operator);
  const foreign = await form(other);
  const { action = '', fields = {} } = own ?? {};
  const attempts: [Record<string, string>, Record<string, string>][] = [
    [fields, { origin: 'https://evil.example' }],
    [fields, { origin: 'null' }],
    [fields, { 'sec-fetch-site': 'cross-site' }],
    [fields, { 'sec-fetch-site': 'same-site', origin: 'https://other.wiki.example' }],
    [fields, { 'content-type': 'text/plain' }],
    [fields, { 'content-length': '9000000' }],
    [{ ...fields, token: foreign?.fields['token'] ?? '' }, {}],
    [{ ...fields, token: '' }, {}],
    [{ stamp: fields['stamp'] ?? '' }, {}],
  ];
  for (const [sent, headers] of attempts) {
    assert.equal((await operator.post(action, sent, headers)).status, 403, JSON.stringify(headers));
    assert.equal(gaps.get('gap-00000001')?.status, 'open');
  }
  assert.equal((await operator.post(action, fields)).status, 303);
  assert.equal(gaps.get('gap-00000001')?.status, 'hidden');
});

type Step =
  | { kind: 'invite' | 'open' | 'enter' | 'leave' | 'close' | 'get'; who: number; path: number }
  | { kind: 'wait'; minutes: number };

/** The first of the visitors comes in. */
const IN: Step[] = [
  { kind: 'invite', who: 0, path: 0 },
  { kind: 'enter', who: 0, path: 0 },
];

test('whatever happens before, a page opens exactly for those with a living session', async () => {
  const who = fc.nat(2);
  const path = fc.nat(PATHS.length - 1);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom('invite', 'open', 'enter', 'get', 'get', 'leave', 'close'),
        who,
        path,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('wait'), minutes: fc.constantFrom(1, 9, 10, 300, 719, 720) }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const world = worlds.open({ gaps: [gapOf({ id: 'gap-00000001' })] });
      const visitors = [world.stranger(), world.stranger(), world.stranger()];
      // What should hold, in minutes of a clock of its own.
      let clock = 0;
      let links: { token: string; endsAt: number }[] = [];
      const signedIn: (number | undefined)[] = [undefined, undefined, undefined];
      const lives = (at: number): boolean => (signedIn[at] ?? 0) > clock;
      for (const one of [...IN, ...steps]) {
        if (one.kind === 'wait') {
          world.wait(one.minutes);
          clock += one.minutes;
          continue;
        }
        const visitor = visitors[one.who];
        assert.ok(visitor !== undefined);
        // A request with a living session keeps it.
        if (one.kind !== 'invite' && one.kind !== 'close' && lives(one.who)) signedIn[one.who] = clock + 720;
        const link = links.at(-1);
        switch (one.kind) {
          case 'invite':
            links.push({ token: world.sessions.invite(7), endsAt: clock + 10 });
            break;
          case 'close':
            world.sessions.endAll();
            links = [];
            signedIn.fill(undefined);
            break;
          case 'open':
          case 'enter': {
            const works = link !== undefined && link.endsAt > clock;
            const at = `/admin/enter/${link?.token ?? 'none'}`;
            if (one.kind === 'open') {
              assert.equal((await visitor.get(at)).status, works ? 200 : 404);
              break;
            }
            assert.equal((await visitor.post(at)).status, works ? 303 : 404);
            if (!works) break;
            links = links.filter((other) => other !== link);
            signedIn[one.who] = clock + 720;
            break;
          }
          case 'leave': {
            const { text } = await visitor.get('/admin');
            const { fields } = formsIn(text).find(({ action }) => action.endsWith('/leave')) ?? {};
            assert.equal((await visitor.post('/admin/leave', fields)).status, lives(one.who) ? 303 : 404);
            signedIn[one.who] = undefined;
            break;
          }
          case 'get': {
            const at = PATHS[one.path] ?? '';
            const isPage = !/nowhere|enter|\/$/.test(at);
            assert.equal((await visitor.get(at)).status, lives(one.who) && isPage ? 200 : 404, at);
          }
        }
        assert.equal(world.gaps.get('gap-00000001')?.status, 'open', 'nothing is written by the way');
      }
    }),
    { numRuns: 100 },
  );
});

test('links are long and random, and no more than a hundred are held', () => {
  const sessions = createAdminSessions({ now: () => 0 });
  const tokens = Array.from({ length: 150 }, () => sessions.invite(7));
  assert.equal(new Set(tokens).size, 150);
  for (const token of tokens) assert.match(token, /^[\w-]{22}$/, '128 bits');
  assert.equal(tokens.filter((token) => sessions.isInvited(token)).length, 100, 'the oldest go');
});
