import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownPassage } from '../../src/answer/answer.ts';
import { lastAnswerOf } from '../../src/answer/last-answer.ts';
import { readQuestion } from '../../src/answer/read-question.ts';
import { openTestEngine } from '../support/engine.ts';
import { fc } from '../support/property.ts';

const STORY =
  '我们是一家做玩具的小厂，去年搬到了新的园区，厂房比以前大了一倍，工人也多了十来个。老板平时不管这些事，都交给我来跑，我又是第一次办，问了几个同行，各有各的说法，听得我越来越糊涂，所以想在这里问个明白。前几天翻出一份旧的专利证书，发现快要到日子了。';
const texts = (message: string): string[] => readQuestion(message).readings.map(({ text }) => text);

test('of a story the question is read; then what stands just before it', () => {
  const [question, wide, ...others] = texts(`${STORY}请问年费什么时候缴？`);
  assert.equal(question, '请问年费什么时候缴？');
  assert.match(wide ?? '', /^[^]{4,80}旧的专利证书，发现快要到日子了。请问年费什么时候缴？$/);
  assert.deepEqual(others, []);
});

test('a question before a story is read too, with what follows it', () => {
  const [question, wide] = texts(`年费什么时候缴？${STORY}`);
  assert.equal(question, '年费什么时候缴？');
  assert.match(wide ?? '', /^年费什么时候缴？我们是一家做玩具的小厂/);
});

test('a story without full stops is read clause by clause', () => {
  const [question] = texts(`${STORY.replaceAll('。', '，')}年费什么时候缴`);
  assert.equal(question, '年费什么时候缴');
});

test('a story may end in two questions', () => {
  const { parts } = readQuestion(`${STORY}年费什么时候缴？怎么才能减缴？谢谢大家！`);
  assert.deepEqual(
    parts.map(({ text }) => text),
    ['年费什么时候缴', '怎么才能减缴'],
  );
});

test('of a pasted text without a question, the last sentence and the first are tried', () => {
  const [last, first] = texts(STORY.repeat(2));
  assert.match(last ?? '', /发现快要到日子了。$/);
  assert.match(first ?? '', /^我们是一家做玩具的小厂/);
});

test('a short message is read as it is', () => {
  for (const message of ['年费什么时候缴', STORY.slice(0, 100), '', '？', 'How much is it? '.repeat(15)])
    assert.deepEqual(texts(message), [message]);
});

test('any long text is read in parts of it, of at most 500 characters', () => {
  const pieces = fc.constantFrom(
    '怎么缴',
    '年费',
    '，',
    '。',
    '？',
    ' ',
    '\n',
    'why ',
    '很长的一句话没有标点',
    '😀',
    '\u200b',
  );
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 100, maxLength: 400 }), (list) => {
      const message = list.join('');
      const readings = texts(message);
      for (const reading of readings) assert.ok(message.includes(reading));
      if (readings[0] !== message)
        for (const { normal } of readQuestion(message).readings) assert.ok(normal.length <= 500);
    }),
  );
});

const { answerer } = await openTestEngine();

test('the answer says what was read', async () => {
  const answer = await answerer.answer(`${STORY}请问专利年费什么时候缴？`);
  assert.ok(answer.kind === 'found', JSON.stringify(answer));
  assert.deepEqual(answer.main.headingPath, ['基本释义', '缴费时间']);
  assert.equal(answer.readAs, '请问专利年费什么时候缴？');
  assert.equal(answer.question.length, STORY.length + 12, 'the question as it was asked');
});

test('a question that needs its story gets its topic', async () => {
  const answer = await answerer.answer(`${STORY}一般要在什么时候缴？`);
  assert.ok(answer.kind === 'found' || answer.kind === 'unsure', JSON.stringify(answer));
  assert.equal(shownPassage(answer)?.article.title, '专利年费怎么缴');
  assert.match(answer.readAs ?? '', /旧的专利证书/);
});

test('noise of any length finds nothing', async () => {
  for (const noise of ['啊', '哈哈', '。', 'x ', '啊，'])
    assert.equal((await answerer.answer(noise.repeat(1500))).kind, 'nothing');
});

test('more, less and the next result of a long message are those of its question', async () => {
  const { answerer } = await openTestEngine();
  const story = STORY.replace('一份旧的专利证书', '云帆客服系统的一份旧合同');
  const asked = await answerer.answer(`${story}青禾科技的发行价格是多少？`);
  const last = lastAnswerOf(asked);
  const shown = shownPassage(asked);
  assert.ok(shown);
  assert.deepEqual(shown.headingPath, ['基本释义', '发行价格']);
  assert.deepEqual(shownPassage(await answerer.answer('简短一点', { after: last }))?.ref, shown.ref);
  const other = await answerer.answer('还有别的吗', { after: last });
  assert.equal(other.kind, 'continued');
  assert.notDeepEqual(shownPassage(other)?.ref, shown.ref);
});

test('a pasted log has no full stops: its lines are read one by one', () => {
  const log = Array.from({ length: 9 }, (_, i) => `12:00:0${i} worker ${i} restarted after a timeout`);
  assert.equal(texts([...log, '年费什么时候缴'].join('\n'))[0], '年费什么时候缴');
  assert.equal(texts(['年费什么时候缴', ...log].join(' \n'))[0], '年费什么时候缴');
});
