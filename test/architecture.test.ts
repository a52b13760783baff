// The walls between rooms: which room may import which, checked file by file. A lower room never imports a higher one,
// no files import each other in a cycle (types included), and a violation is named with its file.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from './support/project.ts';

/** The rooms that each room of src/ may import besides itself; `main.ts` and `app` connect everything. */
const ROOMS: Record<string, string[]> = {
  system: [],
  text: [],
  simd: [],
  corpus: ['system', 'text'],
  embedding: ['system', 'text'],
  index: ['system', 'text', 'corpus', 'embedding'],
  build: ['system', 'text', 'corpus', 'embedding', 'index'],
  retrieval: ['system', 'text', 'simd', 'corpus', 'embedding', 'index'],
  answer: ['corpus', 'text', 'index', 'retrieval'],
  teaching: ['system', 'text', 'corpus', 'index', 'retrieval', 'answer'],
  locales: ['text'],
  storage: ['system', 'text'],
  insight: ['system', 'text', 'answer', 'storage'],
  charts: [],
  bot: [
    'system',
    'text',
    'corpus',
    'retrieval',
    'answer',
    'locales',
    'storage',
    'insight',
    'teaching',
    'charts',
  ],
  desk: ['system', 'text', 'corpus', 'answer', 'locales', 'storage', 'bot', 'teaching'],
  web: [
    'system',
    'text',
    'corpus',
    'index',
    'retrieval',
    'answer',
    'locales',
    'teaching',
    'insight',
    'charts',
  ],
  emulator: [],
  delivery: ['system', 'storage'],
  playground: ['system', 'text', 'retrieval', 'answer', 'locales', 'web', 'emulator'],
  terminal: ['text', 'corpus', 'build', 'answer', 'locales'],
};
const COMPOSES = ['main.ts', 'app'];

const isSource = (file: string): boolean => /(?<!\.d)\.ts$/.test(file);
const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter(isSource)
    .map((file) => path.join(folder, file));
const files = [...filesBelow('src'), ...filesBelow('scripts')];
const textOf = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const imports = new Map(
  files.map((file) => [
    file,
    [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
      path.join(path.dirname(file), match[1] ?? ''),
    ),
  ]),
);

/** `src/index/manifest.ts` is in `index`, `src/main.ts` in `main.ts`, everything in scripts/ in `scripts`. */
function roomOf(file: string): string {
  const [top = '', room = ''] = file.split(path.sep);
  return top === 'src' ? room : top;
}

function breachOf(from: string, to: string): string | undefined {
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room === other || room === 'scripts') return undefined;
  if (other === 'scripts') return `${from} imports ${to}: src never imports scripts`;
  if (COMPOSES.includes(room)) return undefined;
  if (COMPOSES.includes(other)) return `${from} imports ${to}: only main.ts and scripts/ import app`;
  const allowed = ROOMS[room] ?? [];
  if (allowed.includes(other)) return undefined;
  return `${from} imports ${to}: ${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`;
}

test('the table has exactly the rooms of src/', () => {
  const rooms = new Set(filesBelow('src').map(roomOf));
  assert.deepEqual([...rooms].sort(), [...Object.keys(ROOMS), ...COMPOSES].sort());
});

test('the table allows nothing that no file does', () => {
  const used = new Set(
    [...imports].flatMap(([from, targets]) => targets.map((to) => `${roomOf(from)} → ${roomOf(to)}`)),
  );
  const allowed = Object.entries(ROOMS).flatMap(([room, others]) =>
    others.map((other) => `${room} → ${other}`),
  );
  assert.deepEqual(
    allowed.filter((one) => !used.has(one)),
    [],
  );
});

test('no file imports through a wall', () => {
  const breaches = [...imports].flatMap(([from, targets]) => targets.map((to) => breachOf(from, to)));
  assert.deepEqual(
    breaches.filter((breach) => breach !== undefined),
    [],
  );
});

test('other rooms import only the emulator’s public file', () => {
  const deep = [...imports].flatMap(([from, targets]) =>
    roomOf(from) === 'emulator'
      ? []
      : targets.filter((to) => roomOf(to) === 'emulator' && path.basename(to) !== 'emulator.ts'),
  );
  assert.deepEqual(deep, []);
});

test('a violation names the broken wall', () => {
  assert.equal(
    breachOf('src/index/open-index.ts', 'src/build/graph-plan.ts'),
    'src/index/open-index.ts imports src/build/graph-plan.ts: index may import system, text, corpus, embedding',
  );
  assert.match(breachOf('src/bot/send.ts', 'scripts/ask.ts') ?? '', /src never imports scripts$/);
  assert.match(breachOf('src/emulator/room.ts', 'src/text/cuts.ts') ?? '', /may import no other room$/);
  assert.match(breachOf('src/web/server.ts', 'src/app/config.ts') ?? '', /only main\.ts and scripts/);
});

/** Cycles of files, in the order of their imports; the first file is repeated at the end. */
function circleThrough(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, above: readonly string[]): string[] | undefined => {
    const at = above.indexOf(file);
    if (at >= 0) return [...above.slice(at), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...above, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = walk(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

test('no files import each other in a cycle, not even for a type', () => {
  assert.deepEqual(circleThrough(imports), undefined);
  const bent = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts', 'd.ts']],
    ['d.ts', ['b.ts']],
  ]);
  assert.deepEqual(circleThrough(bent), ['b.ts', 'd.ts', 'b.ts']);
});

test('chat page and emulator are loaded only by import(), so only where they are shown', () => {
  const loadedAtOnce = (file: string): string[] =>
    [...textOf(file).matchAll(/(?:from|import)\s*'(\.[^']+)'/g)].map((match) =>
      path.join(path.dirname(file), match[1] ?? ''),
    );
  const isShown = (file: string): boolean => ['playground', 'emulator'].includes(roomOf(file));
  /** Files of the program, outside the two rooms, that import one of their files statically. */
  const doors = filesBelow('src').filter((file) => !isShown(file) && loadedAtOnce(file).some(isShown));
  assert.deepEqual(doors, ['src/app/open-playground.ts']);
  assert.deepEqual(
    files.filter((file) => loadedAtOnce(file).some((target) => doors.includes(target))),
    [],
  );
  assert.deepEqual(
    files.filter((file) => imports.get(file)?.some((target) => doors.includes(target))),
    ['src/app/serve.ts'],
  );
});

test('what operators see is loaded only by import(), so only where there are operators', () => {
  const doors = ['src/app/open-admin-page.ts', 'src/app/open-insight.ts'];
  const atOnce = (target: string): string[] =>
    filesBelow('src').filter((file) =>
      [...textOf(file).matchAll(/^(?:import|export) (?!type )[^;]*?'(\.[^']+)'/gm)].some(
        (match) => path.join(path.dirname(file), match[1] ?? '') === target,
      ),
    );
  for (const door of doors) assert.deepEqual(atOnce(door), [], door);
  const inside = files.filter((file) => file.startsWith('src/web/admin/'));
  assert.ok(inside.length > 0);
  for (const file of inside)
    assert.deepEqual(
      atOnce(file).filter((other) => !inside.includes(other) && !doors.includes(other)),
      [],
      file,
    );
});

test('only the environment file reads the environment, and nothing in src/ writes to the console', () => {
  const matching = (pattern: RegExp): string[] =>
    filesBelow('src').filter((file) => pattern.test(textOf(file)));
  assert.deepEqual(matching(/process\.env\b/), ['src/app/environment.ts']);
  assert.deepEqual(matching(/\bconsole\./), []);
});

test('no file of src/ is longer than 250 lines', () => {
  const long = filesBelow('src').filter((file) => textOf(file).split('\n').length > 251);
  assert.deepEqual(long, []);
});
