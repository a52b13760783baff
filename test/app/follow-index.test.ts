// A new generation for a running bot: no answer fails or mixes two generations, and a damaged one is not served.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { shownPassage } from '../../src/answer/answer.ts';
import { type Engine, openEngine } from '../../src/app/open-engine.ts';
import { followIndex, type IndexFollower } from '../../src/app/follow-index.ts';
import { generationFolder } from '../../src/index/generation-folders.ts';
import { createPublished } from './published.ts';

const QUESTION = '云帆客服系统怎么收费';
const { config, native, logger, logged, publish, untilLogged } = createPublished();
const { indexDir } = config;
const prices = new Map([[await publish('九十九元'), '九十九元']]);
const engine: Engine = await openEngine(config, { logger, native });
const stop = new AbortController();
const follower: IndexFollower = followIndex({ indexDir, engine, logger, lookMs: 20 }, stop.signal);
const { wiki } = engine.live;
after(async () => {
  stop.abort();
  await engine.close();
});

/** An answer in several steps, like an update: the generation is checked before and after it. */
async function ask(between?: Promise<void>): Promise<{ generation: string; text: string }> {
  return engine.live.during(async () => {
    const { generation } = wiki;
    const answer = await wiki.answerer.answer(QUESTION);
    const passage = shownPassage(answer);
    assert.ok(passage !== undefined);
    await between;
    const section = wiki.reader.section(passage.ref.sectionId);
    assert.equal(wiki.generation, generation);
    return { generation, text: JSON.stringify(section) };
  });
}

test('running answers finish in their generation when it is swapped, and nobody waits for a swap', async () => {
  for (const price of ['八十八元', '七十七元', '六十六元']) {
    const old = wiki.generation;
    let proceed: () => void = () => undefined;
    const swapped = new Promise<void>((resolve) => (proceed = resolve));
    const underWay = Promise.all([ask(swapped), ask(swapped), ask(swapped)]);
    const generation = await publish(price);
    prices.set(generation, price);
    await untilLogged(`now serving generation ${generation}`);
    const next = await ask();
    assert.equal(next.generation, generation);
    assert.ok(next.text.includes(price), next.text);
    proceed();
    for (const answer of await underWay) {
      assert.equal(answer.generation, old);
      assert.ok(answer.text.includes(prices.get(old) ?? '?'), answer.text);
    }
  }
});

test('old generations leave no files open', async () => {
  const open = (): number => readdirSync('/proc/self/fd').length;
  await ask();
  const before = open();
  for (let i = 0; i < 4; i++) {
    const generation = await publish(`${i + 2}元`);
    prices.set(generation, `${i + 2}元`);
    await follower.look();
    assert.equal((await ask()).generation, generation);
  }
  assert.ok(open() <= before + 1, `${before} files were open, now ${open()}`);
});

test('a damaged generation is refused and reported once, and the live one stays in use', async () => {
  const served = wiki.generation;
  stop.abort();
  const generation = await publish('一百元');
  for (const file of ['hnsw.bin', 'lexical.bin', 'catalogue.jsonl']) {
    const name = path.join(generationFolder(indexDir, generation), file);
    const whole = readFileSync(name);
    const damaged = Buffer.from(whole);
    damaged[100] = (damaged[100] ?? 0) ^ 0x10;
    writeFileSync(name, damaged);
    logged.length = 0;
    const again = followIndex({ indexDir, engine, logger, lookMs: 60_000 }, new AbortController().signal);
    const looked = await again.look();
    assert.equal(looked.kind, 'refused');
    assert.deepEqual(await again.look(), looked);
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', new RegExp(`${file} is damaged.*; ${served} stays in use`));
    assert.equal((await ask()).generation, served);
    writeFileSync(name, whole);
  }
});
