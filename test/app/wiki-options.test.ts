import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type Environment, loadConfig } from '../../src/app/config.ts';
import { PROJECT_ROOT } from '../../src/app/environment.ts';
import { halfOf, unanswerableQuestions } from '../../src/app/labelled-questions.ts';
import { openEngine } from '../../src/app/open-engine.ts';
import { calibrationFile, optionsFor, readWikiOptions, trialSearch } from '../../src/app/wiki-options.ts';
import { checkFreshness } from '../../src/build/freshness.ts';
import { generationFolder, readManifest } from '../../src/index/generation-folders.ts';
import type { MaskedConfidences } from '../../src/index/manifest.ts';
import { Failure } from '../../src/system/failure.ts';
import { describeBundled } from '../support/model.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { createPublished } from './published.ts';

/** A configuration with a folder of its own for everything that is fitted or written for a wiki. */
function ownFiles() {
  const folder = temporaryFolder();
  const questionsDir = path.join(folder, 'questions');
  mkdirSync(questionsDir);
  const env: Environment = {
    CALIBRATION_DIR: folder,
    SYNONYMS_FILE: path.join(folder, 'synonyms.txt'),
    QUESTIONS_DIR: questionsDir,
  };
  const config = loadConfig(env, PROJECT_ROOT);
  const shipped = readFileSync(path.join(PROJECT_ROOT, 'data/calibration/wenda-mini.json'), 'utf8');
  writeFileSync(calibrationFile(config), shipped);
  return { config, shipped, folder, questionsDir, key: () => readWikiOptions(config).maskedKey };
}

const evenly = Array.from({ length: 400 }, (_, i) => i / 400);
const measured = (key: string): MaskedConfidences => ({ key, changed: 0, made: evenly, labelled: [] });

test('the setting moves the cut-off of a generation without a build', () => {
  const { config, key } = ownFiles();
  const foundAt = (falseAnswers: number): number =>
    optionsFor({ masked: measured(key()) }, readWikiOptions(config), { falseAnswers }).calibration.cutOffs
      .found;
  assert.ok(Math.abs(foundAt(0.08) - 0.92) < 0.02);
  assert.ok(Math.abs(foundAt(0.3) - 0.7) < 0.02);
});

test('FALSE_ANSWERS is a share from .01 to .5, and .08 by default', () => {
  const read = (value?: string): number => loadConfig({ FALSE_ANSWERS: value }, PROJECT_ROOT).falseAnswers;
  assert.deepEqual([undefined, '', '0.01', '.5', '0.125'].map(read), [0.08, 0.08, 0.01, 0.5, 0.125]);
  for (const bad of ['0', '0.009', '0.51', '8', '8%', 'few', '-0.1'])
    assert.throws(
      () => read(bad),
      (error: unknown) =>
        error instanceof Failure && /FALSE_ANSWERS is ".*"; write a share/.test(error.message),
      bad,
    );
});

test('what was measured with other files is not used', () => {
  const { config } = ownFiles();
  const options = readWikiOptions(config);
  for (const masked of [measured('of other files'), undefined])
    assert.equal(optionsFor(masked === undefined ? {} : { masked }, options, config), options.shipped);
});

test('calibration, synonyms and questions are part of the key; the shipped cut-offs are not', () => {
  const { config, shipped, folder, questionsDir, key } = ownFiles();
  const first = key();
  writeFileSync(calibrationFile(config), shipped.replace(/"found": [\d.]+/, '"found": 0.9'));
  assert.equal(key(), first);
  const keys = new Set([first]);
  const changes: [file: string, text: string][] = [
    [calibrationFile(config), shipped.replace(/"intercept": -[\d.]+/, '"intercept": -3')],
    [path.join(folder, 'synonyms.txt'), '工资 => 薪酬\n'],
    [path.join(questionsDir, 'own.jsonl'), '{"q": "月球上有公司吗"}\n'],
  ];
  for (const [file, text] of changes) {
    writeFileSync(file, text);
    assert.ok(!keys.has(key()), file);
    keys.add(key());
  }
});

test('of labelled questions, the tune half of those without an answer counts, if they belong to the wiki', () => {
  const lines = [
    ...Array.from({ length: 40 }, (_, i) => JSON.stringify({ q: `第${i}颗行星上怎么开公司` })),
    JSON.stringify({ q: '怎么养蜂', article: 'bees' }),
    'no question',
    '',
  ];
  const wikiOf = (slug: string) => ({
    bySlug: (asked: string) => (asked === slug ? ({} as never) : undefined),
  });
  const used = unanswerableQuestions(lines, wikiOf('bees'));
  assert.ok(used.length > 10 && used.length < 30);
  assert.ok(used.every((q) => halfOf({ q }) === 'tune'));
  assert.deepEqual(unanswerableQuestions(lines, wikiOf('trams')), []);
});

test('a generation is searched with its own cut-offs when it is opened and after a swap', async () => {
  const { config, native, logger, publish } = createPublished();
  const first = await publish('一元', trialSearch(config, logger));
  const { masked } = await readManifest(generationFolder(config.indexDir, first));
  assert.ok(masked !== undefined && masked.made.length > 0);
  const engine = await openEngine(config, { logger, native });
  try {
    const calibration = () => engine.live.newest().retriever.calibration;
    const shipped = readWikiOptions(config).shipped.calibration.cutOffs;
    assert.equal(calibration().measured?.questions, masked.made.length + masked.labelled.length);
    assert.notDeepEqual(calibration().cutOffs, shipped);
    const swapTo = async (name: string): Promise<void> => {
      const folder = generationFolder(config.indexDir, name);
      await engine.swapTo(folder, await readManifest(folder));
    };
    await swapTo(await publish('两元'));
    assert.deepEqual(calibration().cutOffs, shipped, 'not measured');
    await swapTo(await publish('三元', trialSearch(config, logger)));
    assert.ok(calibration().measured !== undefined);
  } finally {
    await engine.close();
  }
});

test('what is taught keeps the cut-offs of the wiki, and joins the sample at the next build', async () => {
  const { config, native, logger, publish } = createPublished();
  const manifestOf = async (price: string) => {
    const name = await publish(price, trialSearch(config, logger));
    return readManifest(generationFolder(config.indexDir, name));
  };
  const first = await manifestOf('一元');
  const key = readWikiOptions(config).maskedKey;
  mkdirSync(config.teachingDir);
  writeFileSync(path.join(config.teachingDir, 'synonyms.txt'), '关张 => 注销\n');
  writeFileSync(
    path.join(config.teachingDir, 'cases.jsonl'),
    ['月球上怎么开公司', '火星上怎么开公司']
      .map((q) => `${JSON.stringify({ q, group: 'taught' })}\n`)
      .join(''),
  );
  assert.equal(readWikiOptions(config).maskedKey, key);
  const engine = await openEngine(config, { logger, native });
  assert.notEqual(engine.live.newest().retriever.calibration.measured, undefined);
  await engine.close();
  const model = await describeBundled();
  const fresh = await checkFreshness({ ...config, model, native, maskedKey: key });
  assert.equal(fresh.kind, 'fresh', 'it is no reason to build');
  const second = await manifestOf('二元');
  assert.equal(second.masked?.labelled.length, (first.masked?.labelled.length ?? 0) + 2);
});
