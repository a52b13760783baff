// Compares the static embedder with transformers.js on the same files: token ids, tokens' vectors and texts' vectors
// must be the same to the last bit.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { AutoModel, AutoTokenizer, env, pipeline, Tensor } from '@xenova/transformers';
import { fc } from '../support/property.ts';
import { createEmbedder } from '../../src/embedding/create-embedder.ts';
import type { Embedder, TokenTable } from '../../src/embedding/embedder.ts';
import { readTokenTable } from '../../src/embedding/token-table.ts';
import { createTransformersEmbedder } from '../../src/embedding/transformers-embedder.ts';
import { createUnigramTokenizer } from '../../src/embedding/unigram-tokenizer.ts';
import { Failure } from '../../src/system/failure.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { BUNDLED, BUNDLED_FOLDER } from '../support/model.ts';
import { temporaryFolder } from '../support/temporary.ts';

const MAX_TOKENS = 512;
const file = (...names: string[]): string => path.join(BUNDLED_FOLDER, ...names);
const read = (name: string): string => readFileSync(file(name), 'utf8');
const tokenizer = createUnigramTokenizer(read('tokenizer.json'), read('tokenizer_config.json'), MAX_TOKENS);

env.localModelPath = BUNDLED.modelsDir + path.sep;
env.allowRemoteModels = false;
type Tokenise = (text: string, options: object) => { input_ids: number[] };
const theirTokenizer = (await AutoTokenizer.from_pretrained('wenda-mini')) as unknown as Tokenise;
const theirIds = (text: string): number[] =>
  theirTokenizer(text, {
    padding: false,
    truncation: true,
    max_length: MAX_TOKENS,
    return_tensor: false,
  }).input_ids;

const embedder = await createEmbedder(BUNDLED);
const theirs = await createTransformersEmbedder(BUNDLED);
after(() => Promise.all([embedder.close(), theirs.close()]));

const TEXTS = [
  '',
  ' \n\t ',
  '华强科技的发行价是多少？每股12.80元。',
  '華強科技的發行價是多少？貨櫃堆存、清關代理',
  'What is a letter of credit? A bank’s PROMISE — ＦＵＬＬ width, ﬁgures ①②③ and Straße ǅ İstanbul.',
  '🙂👩‍👩‍👧‍👦🇨🇳 企业 🈲️ 👍🏽',
  'e\u0301 é n\u0303 ด้้้้้็็็็็ ก็ \u0301\u0301 가각힣 한국어 ひらがな カタカナー ｶﾀｶﾅ',
  'العربية עברית हिन्दी ไทย ខ្មែរ ქართული Ελληνικά Русский አማርኛ',
  '𠀀𠮷𡃁 㐀㐁 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛 ٣٤٥ Ⅷ ㍿ ㈱ ½',
  'a<pad>b<unk>c <pad><pad> <PAD> < pad> 公司<unk>注销',
  '\ud800 lone \udc00 halves \udfff公司\ud83d',
  '\u200b\u200d\ufeff零\u0000宽\u0007',
  '公司注销要先成立清算组，通知债权人。'.repeat(600).slice(0, 10_000),
  'a'.repeat(10_000),
  '\u{10437}'.repeat(300),
];

const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code));
const segment = fc.oneof(
  han,
  fc.constantFrom(
    ...Array.from('的一是在不了有和人这中大为上个国我以要他'),
    '<pad>',
    '<unk>',
    ' ',
    '\n',
    '。',
    '7',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const anyText = fc.array(segment, { maxLength: 60 }).map((segments) => segments.join(''));

test('any text is cut into the same tokens as by transformers.js', () => {
  for (const text of TEXTS) assert.deepEqual(tokenizer.idsOf(text), theirIds(text), text.slice(0, 40));
  fc.assert(
    fc.property(anyText, (text) => {
      assert.deepEqual(tokenizer.idsOf(text), theirIds(text));
    }),
    { numRuns: 1000 },
  );
});

test('any text gets the same vector as from transformers.js and our pooling, bit for bit', async () => {
  const questions = TEXTS.map(normalise);
  assert.deepEqual(await embedder.embed(questions, 'query'), await theirs.embed(questions, 'query'));
  assert.deepEqual(await embedder.embed(TEXTS, 'passage'), await theirs.embed(TEXTS, 'passage'));
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (texts) => {
      assert.deepEqual(await embedder.embed(texts, 'passage'), await theirs.embed(texts, 'passage'));
    }),
  );
});

test("the same from the library's own pipeline, which rounds at other points", async () => {
  const extract = await pipeline('feature-extraction', 'wenda-mini');
  const texts = TEXTS.slice(2, 9);
  const own = await embedder.embed(texts, 'passage');
  for (const [i, text] of texts.entries()) {
    const { data } = await extract(normalise(text), { pooling: 'mean', normalize: true });
    const product = own[i]?.reduce((sum, value, at) => sum + value * Number(data[at]), 0) ?? 0;
    assert.ok(Math.abs(product - 1) < 1e-6, `${text}: ${product}`);
  }
});

test("every token's vector is its row of the graph's output, bit for bit", async () => {
  const model = await AutoModel.from_pretrained('wenda-mini');
  const { rows, scales, dimension } = embedder.tokens?.table ?? assert.fail('the table is missing');
  for (let first = 0; first < scales.length; first += 4096) {
    const count = Math.min(4096, scales.length - first);
    const ids = BigInt64Array.from({ length: count }, (_, i) => BigInt(first + i));
    const shape = [count, 1];
    const inputs = {
      input_ids: new Tensor('int64', ids, shape),
      attention_mask: new Tensor('int64', ids.slice().fill(1n), shape),
    };
    const { last_hidden_state } = (await model(inputs)) as Record<string, Tensor>;
    const own = Float32Array.from(
      rows.subarray(first * dimension, (first + count) * dimension),
      (value, i) => value * (scales[first + Math.floor(i / dimension)] ?? NaN),
    );
    assert.deepEqual(own, last_hidden_state?.data);
  }
});

test('CLS pooling and the token limit follow the configuration', async () => {
  const recipe = { ...BUNDLED.recipe, pooling: 'cls' as const, maxTokens: 3, queryPrefix: '华强' };
  const [own, other] = [
    await createEmbedder({ ...BUNDLED, recipe }),
    await createTransformersEmbedder({ ...BUNDLED, recipe }),
  ];
  const questions = TEXTS.map(normalise);
  assert.deepEqual(await own.embed(questions, 'query'), await other.embed(questions, 'query'));
  assert.deepEqual(await own.embed(TEXTS, 'passage'), await other.embed(TEXTS, 'passage'));
  assert.equal(own.tokens?.embedParts([[TEXTS[2] ?? '']], 'passage')[0]?.parts[0]?.length, 3);
  await Promise.all([own.close(), other.close()]);
});

test('a text in parts gets the vector of its parts joined, and the tokens of each part', async () => {
  const parts = ['发行价格\n基本释义', '发行价为12.80元。', '共发行2000万股，IPO。', '……'];
  const [embedded] = embedder.tokens?.embedParts([parts], 'passage') ?? [];
  const [joined] = await embedder.embed([parts.join('\n')], 'passage');
  assert.deepEqual(embedded?.vector, joined);
  assert.equal(embedded?.parts.length, 4);
  assert.equal(embedded.parts[3]?.length, 0, 'marks are not tokens');
});

/** The bundled model with one file changed, opened. */
function openChanged(name: string, change: (file: string) => void): Promise<Embedder> {
  const folder = path.join(temporaryFolder(), 'changed');
  cpSync(BUNDLED_FOLDER, folder, { recursive: true });
  change(path.join(folder, name));
  return createEmbedder({ ...BUNDLED, id: folder });
}
const WEIGHTS = 'onnx/model_quantized.onnx';

/** Replaces bytes of a file with the same number of others. */
function replaceBytes(from: string, to: string): (file: string) => void {
  return (changed) => {
    const bytes = readFileSync(changed);
    const at = bytes.indexOf(from, 0, 'latin1');
    assert.ok(at >= 0 && to.length === from.length);
    bytes.write(to, at, 'latin1');
    writeFileSync(changed, bytes);
  };
}

const isRefused =
  (name: string, reason: RegExp) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof Failure, String(error));
    assert.match(error.message, /^\[model\] model ".*" is not available: /);
    assert.ok(error.message.includes(`${name} cannot be used: `), error.message);
    assert.match(error.message, reason);
    assert.match(error.message, /; put an intact copy there\. Two ways out: /);
    return true;
  };

test('a truncated file is named', async () => {
  for (const [name, size, reason] of [
    [WEIGHTS, 22_000_000, /it ends too early/],
    ['tokenizer.json', 1_000_000, /JSON/],
  ] as const)
    await assert.rejects(
      openChanged(name, (changed) => {
        truncateSync(changed, size);
      }),
      isRefused(path.basename(name), reason),
    );
});

test('after any truncation or damage the table is read as it is in the file, or refused', () => {
  const bytes = readFileSync(file(WEIGHTS));
  const end = bytes.length;
  const near = (at: number): fc.Arbitrary<number> =>
    fc.integer({ min: at, max: Math.min(end - 1, at + 400) });
  const position = fc.oneof(near(0), near(22_053_400), near(end - 400), fc.nat(end - 1));
  const isTold = (use: () => void): void => {
    try {
      use();
    } catch (error) {
      assert.match(String(error), /^Error: (it|its|one of its) /);
    }
  };
  const isWhole = ({ rows, scales, dimension }: TokenTable): void => {
    assert.equal(rows.length, scales.length * dimension);
    assert.ok(scales.every((scale) => Number.isFinite(scale)));
  };
  fc.assert(
    fc.property(position, fc.integer({ min: 1, max: 255 }), (at, flip) => {
      isTold(() => {
        isWhole(readTokenTable(bytes.subarray(0, at)));
      });
      const sound = bytes[at] ?? 0;
      bytes[at] = sound ^ flip;
      isTold(() => {
        isWhole(readTokenTable(bytes));
      });
      bytes[at] = sound;
    }),
    { numRuns: 300 },
  );
});

test('a graph, a table or a tokenizer of another kind is refused', async () => {
  const refused = (name: string, change: (file: string) => void, reason: RegExp): Promise<void> =>
    assert.rejects(openChanged(name, change), isRefused(path.basename(name), reason));
  await refused(WEIGHTS, replaceBytes('\x03Mul', '\x03Add'), /its graph is not a table/);
  await refused(WEIGHTS, replaceBytes('\x02to\x18\x01', '\x02to\x18\x0a'), /its graph is not a table/);
  await refused(
    WEIGHTS,
    replaceBytes('\x08\x01\x10\x01B\x05scale', '\x08\x01\x10\x0bB\x05scale'),
    /its scales/,
  );
  await refused(WEIGHTS, replaceBytes('\x10\x03B\x05table', '\x10\x02B\x05table'), /its table/);
  await refused(WEIGHTS, replaceBytes('\x00\x00\x80?', '\x00\x00\xc0\x7f'), /scales is out of range/);
  await refused(WEIGHTS, replaceBytes('\x00\x00\x80?', '\x00\x00\x80\xbf'), /scales is out of range/);
  for (const [from, to] of [
    ['NFKC', 'NFKD'],
    ['Unigram', 'WordLvl'],
    ['"lstrip":false', '"lstrip":true '],
    ['"Removed"', '"Isolate"'],
  ] as const)
    await refused('tokenizer.json', replaceBytes(from, to), /its tokenizer is of another kind/);
  await assert.rejects(
    openChanged('tokenizer_config.json', replaceBytes('PreTrained', 'XTrained__')),
    isRefused('tokenizer.json', /its tokenizer is of another kind/),
  );
});

test('files that contradict each other are refused', async () => {
  await assert.rejects(
    openChanged('config.json', replaceBytes('256', '255')),
    /has 86146 vectors of 256 numbers, its other files say 86146 of 255/,
  );
});
