// A generation in bad moments: everything stops while it is being opened or answers, or builds remove it before it is
// open.
import assert from 'node:assert/strict';
import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { shownPassage } from '../../src/answer/answer.ts';
import { type Engine, openEngine } from '../../src/app/open-engine.ts';
import { followIndex } from '../../src/app/follow-index.ts';
import { generationFolder, readManifest } from '../../src/index/generation-folders.ts';
import { createPublished } from './published.ts';

const { config, native, logger, logged, publish: publishAt } = createPublished();
const { indexDir } = config;
let published = 0;
const publish = (): Promise<string> => publishAt(`${++published}元`);

/** The index files that this process has open. */
const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`);
      return file.startsWith(indexDir) ? [file] : [];
    } catch {
      return []; // the descriptor that lists them
    }
  });

async function open(): Promise<Engine> {
  const engine = await openEngine(config, { logger, native });
  logged.length = 0;
  after(() => engine.close());
  return engine;
}

await publish();

test('stopping while a generation is being opened does not count against it, and leaves no file open', async () => {
  const engine = await open();
  const stop = new AbortController();
  const follower = followIndex(
    {
      indexDir,
      logger,
      lookMs: 60_000,
      engine: {
        live: engine.live,
        swapTo: async (folder, manifest) => {
          const swapped = engine.swapTo(folder, manifest);
          stop.abort();
          await engine.close();
          await swapped;
        },
      },
    },
    stop.signal,
  );
  await publish();
  assert.deepEqual(await follower.look(), { kind: 'same' });
  assert.deepEqual(logged, []);
  assert.deepEqual(openFiles(), []);
});

test('an answer that is running when everything stops is finished; then all files are closed, once', async () => {
  const engine = await open();
  const { wiki } = engine.live;
  await engine.live.during(async () => {
    const passage = shownPassage(await wiki.answerer.answer('云帆客服系统怎么收费'));
    assert.ok(passage !== undefined);
    await engine.close();
    assert.match(JSON.stringify(wiki.reader.section(passage.ref.sectionId)), /每个坐席每月/);
  });
  assert.deepEqual(openFiles(), []);
  // A page requested a moment too late.
  await engine.live.during(() => Promise.resolve());
});

test('a generation that builds removed before it was open is silently skipped for the newest', async () => {
  const engine = await open();
  let newest = '';
  const stop = new AbortController();
  const follower = followIndex(
    {
      indexDir,
      logger,
      lookMs: 60_000,
      engine: {
        live: engine.live,
        swapTo: async (folder, manifest) => {
          if (newest === '') {
            await publish();
            newest = await publish();
          }
          await engine.swapTo(folder, manifest);
        },
      },
    },
    stop.signal,
  );
  await publish();
  assert.deepEqual(await follower.look(), { kind: 'swapped', generation: newest });
  assert.equal(follower.refused(), undefined);
  assert.deepEqual(logged, [`now serving generation ${newest}`]);
  stop.abort();
  await engine.close();
  assert.deepEqual(openFiles(), []);
});

test('a generation that loses a file while it is being opened is refused, and leaves no file open', async () => {
  const engine = await open();
  const served = openFiles();
  const folder = generationFolder(indexDir, await publish());
  const manifest = await readManifest(folder);
  rmSync(path.join(folder, 'tokens.bin'));
  await assert.rejects(engine.swapTo(folder, manifest), /ENOENT.*tokens\.bin/);
  assert.deepEqual(openFiles(), served);
  await engine.close();
  assert.deepEqual(openFiles(), []);
});
