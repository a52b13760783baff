// Guest mode: somebody calls the bot in a chat where it is no member.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InlineQueryResultArticle, User } from 'grammy/types';
import type { Act } from '../support/acts.ts';
import { type Dialogue, type DialogueOptions, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT, OTHER, READER } from '../support/people.ts';

const engine = await openHashingEngine();

type Called = Dialogue & { call: (text: string, by?: User) => Promise<Act[]> };

const ELSEWHERE = -77;

/** A dialogue in a group that the bot does not know. */
function startElsewhere(options: DialogueOptions = {}): Called {
  const dialogue = startDialogue(engine, options);
  dialogue.telegram.createGroup({ id: ELSEWHERE, title: '朋友', people: [{ user: READER }] });
  return {
    ...dialogue,
    call: (text, by = READER) => dialogue.during(() => dialogue.telegram.say(ELSEWHERE, by, text)),
  };
}

/** The one answer to a guest. */
function onlyGuest(acts: readonly Act[]): InlineQueryResultArticle {
  const [act] = acts;
  assert.ok(acts.length === 1 && act?.did === 'answered a guest', JSON.stringify(acts));
  return act.result;
}

function htmlOf({ input_message_content: content }: InlineQueryResultArticle): string {
  return 'message_text' in content ? content.message_text : '';
}

function linksOf({ reply_markup: markup }: InlineQueryResultArticle): string[] {
  return (markup?.inline_keyboard.flat() ?? []).map((button) => ('url' in button ? button.url : button.text));
}

test('a mention where the bot is no member gets the passage that it would share there', async () => {
  const { call, inline, telegram } = startElsewhere();
  const result = onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格'));
  const [act] = await inline('青禾科技的发行价格');
  const shared = act?.did === 'answered inline' ? act.results.find(({ id }) => id === result.id) : undefined;
  assert.deepEqual(result, shared);
  const shown = telegram.messages(ELSEWHERE).at(-1);
  assert.deepEqual([shown?.from.id, shown?.guest_bot_caller_user?.id], [BOT.id, READER.id]);
  assert.match(shown?.text ?? '', /^青禾科技何时上市 › .*发行价格\n/);
});

test('a guest answers only those who call it by its name', async () => {
  const { call } = startElsewhere();
  for (const text of ['青禾科技的发行价格', '@another_bot 青禾科技的发行价格', '/ask 青禾科技的发行价格'])
    assert.deepEqual(await call(text), [], text);
  assert.match(htmlOf(onlyGuest(await call('/ask@wenda_test_bot 青禾科技的发行价格'))), /发行价格/);
  assert.match(htmlOf(onlyGuest(await call('青禾科技的 @wenda_test_bot 发行价格'))), /发行价格/);
});

test('what is not sure is said so, above the closest passage', async () => {
  const found = startElsewhere();
  const passage = htmlOf(onlyGuest(await found.call('@wenda_test_bot 青禾科技的发行价格')));
  const answer = await engine.wiki.answerer.answer('青禾科技的发行价格');
  assert.ok(answer.kind === 'found');
  const { main: closest, ...rest } = answer;
  const unsure = { ...rest, kind: 'unsure' as const, closest, topics: [] };
  const answerer = { ...engine.wiki.answerer, answer: () => Promise.resolve(unsure) };
  const { call, unanswered } = startElsewhere({ wiki: { answerer } });
  assert.equal(
    htmlOf(onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格'))),
    `没有找到有把握的答案，最接近的是这一段：\n\n${passage}`,
  );
  assert.deepEqual(unanswered(), ['青禾科技的发行价格']);
});

test('where the wiki has nothing, it says so, and leads to the private chat with the question', async () => {
  const { call } = startElsewhere();
  const result = onlyGuest(await call('@wenda_test_bot 红烧肉需要炖多久'));
  assert.match(htmlOf(result), /^这里的专题没有讲到这个问题/);
  assert.match(linksOf(result).join(' '), /^https:\/\/t\.me\/wenda_test_bot\?start=q-[\w-]+$/);
  assert.match(
    htmlOf(onlyGuest(await call('@wenda_test_bot'))),
    /^请在 @wenda_test_bot 后面写上问题。例如：/,
  );
});

test('topics whose titles match are links: buttons for the bot cannot work in a chat that is not its own', async () => {
  const { call } = startElsewhere();
  for (const text of ['qhkj', '青禾科技', '青禾科技的发行价格，云帆客服系统怎么收费']) {
    const result = onlyGuest(await call(`@wenda_test_bot ${text}`));
    for (const button of result.reply_markup?.inline_keyboard.flat() ?? [])
      assert.ok('url' in button, button.text);
  }
});

test('a guest speaks the language that its caller has chosen or uses', async () => {
  const { call, state } = startElsewhere();
  assert.match(htmlOf(onlyGuest(await call('@wenda_test_bot 红烧肉需要炖多久', OTHER))), /^The topics here/);
  state.preferences.setLanguage(OTHER.id, 'zh-hant');
  assert.match(htmlOf(onlyGuest(await call('@wenda_test_bot 红烧肉需要炖多久', OTHER))), /專題/);
});

test('a chat that has the number of one of the bot’s own is not taken for it', async () => {
  const { call, state } = startElsewhere({ allowed: { chats: [ELSEWHERE], users: [] } });
  state.preferences.setLanguage(ELSEWHERE, 'en');
  assert.equal(
    htmlOf(onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格'))),
    '本站只对受邀的人开放。请向管理员要一个邀请链接，点开就能加入。',
  );
});

test('of a wiki that is not public, members get answers as guests', async () => {
  const { call } = startElsewhere({ allowed: { chats: [], users: [READER.id] } });
  assert.match(htmlOf(onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格'))), /发行价格/);
  assert.match(htmlOf(onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格', OTHER))), /not public/);
});

test('nothing is remembered: every call stands alone, and reads are counted', async () => {
  const { call, say, state } = startElsewhere();
  onlyGuest(await call('@wenda_test_bot 云帆客服系统做什么'));
  const reads = engine.index.catalogue.articles.flatMap(({ sections }) => sections.map(({ id }) => id));
  assert.equal(
    reads.reduce((sum, id) => sum + state.reads.count(id), 0),
    1,
  );
  assert.doesNotMatch(htmlOf(onlyGuest(await call('@wenda_test_bot 怎么收费'))), /接着/);
  assert.doesNotMatch(JSON.stringify(await say('怎么收费')), /接着/);
});

test('callers have the limit of readers, and are told once', async () => {
  const { call } = startElsewhere({ questionsPerMinute: 1 });
  assert.match(htmlOf(onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格'))), /发行价格/);
  assert.match(htmlOf(onlyGuest(await call('@wenda_test_bot 青禾科技的发行价格'))), /问得有点快/);
  assert.deepEqual(await call('@wenda_test_bot 青禾科技的发行价格'), []);
});

test('other bots, its own shared passages, and bots without guest mode get no answer', async () => {
  const { call } = startElsewhere();
  const robot = { id: 9, is_bot: true, first_name: '别的机器人' };
  assert.deepEqual(await call('@wenda_test_bot 青禾科技的发行价格', robot), []);
  const off = startElsewhere({ guests: false });
  assert.deepEqual(await off.call('@wenda_test_bot 青禾科技的发行价格'), []);
});

test('an answer that comes too late is no error, and a failure is not told to a foreign chat', async () => {
  const late = startElsewhere();
  late.failNext(
    'answerGuestQuery',
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  assert.deepEqual([await late.call('@wenda_test_bot 青禾科技的发行价格'), late.errors], [[], []]);
  const answerer = { ...engine.wiki.answerer, answer: () => Promise.reject(new Error('broken')) };
  const broken = startElsewhere({ wiki: { answerer } });
  assert.deepEqual(await broken.call('@wenda_test_bot 青禾科技的发行价格'), []);
  assert.equal(broken.errors.length, 1);
});

test('a question as long as a message can be goes on in the private chat', async () => {
  const { call, during, telegram, say } = startElsewhere();
  const long = '红烧肉需要炖多久'.repeat(512);
  let quoted = 0;
  await during(() => (quoted = telegram.say(ELSEWHERE, READER, long).message_id));
  const result = onlyGuest(
    await during(() => telegram.say(ELSEWHERE, READER, '@wenda_test_bot 这个呢？', { replyTo: quoted })),
  );
  const parameter = /start=([\w-]+)/.exec(linksOf(result).join(' '))?.[1] ?? '';
  const [said, answer] = await say(`/start ${parameter}`);
  assert.ok(said?.did === 'sent' && answer?.did === 'sent');
  assert.match(said.text, /^❓ 红烧肉/);
  onlyGuest(await call('@wenda_test_bot'));
});
