// Any update: never an unhandled rejection or an illegal request, always an answer to a pressed button.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carrierOf } from '../../src/bot/question-of.ts';
import { anyCharacter, fc } from '../support/property.ts';
import { GROUP, shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT, OTHER, READER } from '../support/people.ts';
import { THOROUGH } from '../support/thorough.ts';

const RUNS = THOROUGH ? 20_000 : 1000;

const engine = await openHashingEngine();
const { articles } = engine.index.catalogue;

const PIECES = [
  ...[
    '青禾科技',
    '发行价格',
    '注销',
    '公告期限',
    'letter of credit',
    'qywx',
    'gongsi',
    '怎么收费',
    '那费用呢',
    '谢谢',
  ],
  ...['<b>', '</b>', '&', '&lt;', '<a href="x">', '"', "'", '`', '*_[]()'],
  ...[
    '\u0000',
    '\u0007',
    '\ud800',
    '\udc00',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\n',
    ' ',
    '\t',
  ],
  ...[
    '👨‍👩‍👧‍👦',
    '🇨🇳',
    'e\u0301\u0302\u0303\u0304\u0305',
    '𠮷',
    '/ask ',
    '/topics ',
    '/',
    '@wenda_test_bot',
    '@x',
    '❓ ',
  ],
];
const mixed = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join(''));
const extreme = fc.constantFrom(
  '👨‍👩‍👧‍👦'.repeat(372).slice(0, 4096),
  'a\u0301'.repeat(2048),
  '\ud800'.repeat(300),
  '<'.repeat(4096),
  '公司'.repeat(2048),
  'zhang '.repeat(600),
  '\u200b'.repeat(50),
  '1 '.repeat(2000),
);
const text = fc.oneof(
  { weight: 6, arbitrary: mixed },
  { weight: 3, arbitrary: fc.string({ unit: anyCharacter, maxLength: 60 }) },
  { weight: 1, arbitrary: extreme },
);
const id = fc.oneof(
  fc.constantFrom(
    ...articles.map(({ id }) => id),
    ...articles.flatMap(({ sections }) => sections.map(({ id }) => id)),
  ),
  fc.string({ unit: fc.constantFrom('A', 'b', '0', '_', '-'), minLength: 12, maxLength: 12 }),
);
const digits = fc.nat({ max: 36 ** 2 - 1 }).map((number) => number.toString(36));
const place = fc.constantFrom(
  '',
  'A0',
  'G0',
  'Gzz',
  'n0',
  'nzz',
  'h1',
  '#0',
  '*0',
  'a0',
  'azz',
  'fAAAAAAAAAAAA0',
);
/** What a question takes over, and which of several it is. */
const carried = fc
  .tuple(fc.constantFrom('', '.1', '.2', '.9'), fc.oneof(id, fc.constantFrom('', '~怎么收费', '~<b>&')))
  .map((parts) => parts.join(''));
const data = fc.oneof(
  fc.tuple(fc.constantFrom('r', 'm'), digits, carried).map((parts) => parts.join(':')),
  fc.tuple(fc.constant('b'), digits, id).map((parts) => parts.join(':')),
  fc.tuple(fc.constant('w'), digits, digits, id, carried).map((parts) => parts.join(':')),
  fc.tuple(fc.constant('p'), id, fc.constant('AAAAAAAA')).map((parts) => parts.join(':')),
  digits.map((page) => `f:${page}`),
  fc.tuple(fc.constantFrom('a', 't', 'e'), id).map((parts) => parts.join(':')),
  fc.tuple(fc.constantFrom('c', 's'), digits, id, place).map((parts) => parts.join(':')),
  fc
    .tuple(
      fc.constantFrom(...['+', '-', '0', 'i', 'd', 'n', 'o'].map((choice) => `v:${choice}`)),
      id,
      fc.nat({ max: 999 }),
      fc.constant('abcd1234'),
    )
    .map((parts) => parts.join(':')),
  place.map((at) => `l:${at}`),
  fc.constantFrom('d', 'i', 'x', 'g:en', 'g:zh-hant', 'g:xx'),
  fc.string({ unit: anyCharacter, minLength: 1, maxLength: 64 }),
);

/** A group without the bot. */
const ELSEWHERE = -77;
const PRIVATE = { id: READER.id, type: 'private' as const, first_name: '读者' };
const person = fc.record(
  {
    id: fc.constantFrom(7, 8, 9),
    is_bot: fc.constant(false),
    first_name: text.map((name) => name || 'x'),
    language_code: fc.constantFrom('zh-hans', 'zh-hant', 'en', 'fr'),
  },
  { requiredKeys: ['id', 'is_bot', 'first_name'] },
);
let messageId = 10_000;
const replied = fc.option(
  fc.record({
    message_id: fc.nat(),
    date: fc.constant(1),
    chat: fc.constant(PRIVATE),
    from: fc.constantFrom(BOT, { id: 8, is_bot: false, first_name: 'y' }),
    text,
  }),
  { nil: undefined },
);
/** What people send besides texts, most of it with a caption. */
const content = fc.constantFrom(
  ...[{ photo: [] }, { document: {} }, { video: {} }, { voice: {} }, { audio: {} }, { animation: {} }],
  ...[{ live_photo: {} }, { paid_media: {} }, { sticker: {} }, { video_note: {} }, { story: {} }],
  ...[{ location: {} }, { venue: {} }, { contact: {} }, { poll: {} }, { dice: {} }, { game: {} }],
  ...[{ checklist: {} }, { giveaway: {} }, { giveaway_winners: {} }, { invoice: {} }, { rich_message: {} }],
);
const origin = { type: 'user', sender_user: OTHER, date: 1 };
const circumstances = fc.record(
  {
    reply_to_message: replied,
    external_reply: fc.constant({ origin }),
    quote: text.map((quote) => ({ text: quote, position: 0 })),
    forward_origin: fc.constant(origin),
    media_group_id: fc.constantFrom('1', '2'),
  },
  { requiredKeys: [] },
);
const message = fc
  .record({
    chat: fc.constantFrom(PRIVATE, GROUP),
    from: person,
    written: fc.oneof(
      text.map((text) => ({ text, entities: entitiesOf(text) })),
      fc
        .tuple(content, text)
        .map(([media, caption]) => ({ ...media, caption, caption_entities: entitiesOf(caption) })),
      content,
    ),
    circumstances,
    edited: fc.constantFrom(undefined, undefined, 2, 100),
  })
  .map(({ written, circumstances, edited, ...parts }) => {
    const said = { ...parts, ...circumstances, ...written, date: 1 };
    // An edit is one of a message shortly before.
    return edited === undefined
      ? { message: { ...said, message_id: ++messageId } }
      : { edited_message: { ...said, message_id: messageId, edit_date: edited } };
  });
const start = fc
  .tuple(
    person,
    fc.oneof(
      id.map((name) => `a-${name}`),
      id.map((name) => `s-${name}`),
      text,
    ),
  )
  .map(([from, parameter]) => {
    const text = `/start ${parameter}`;
    const entities = entitiesOf(text);
    return { message: { message_id: ++messageId, date: 1, chat: PRIVATE, from, text, entities } };
  });
const inline = fc
  .record({
    from: person,
    query: text,
    offset: fc.oneof(fc.constantFrom('', '20', '40', '99999', '-1', 'x'), fc.string({ maxLength: 64 })),
  })
  .map((asked) => ({ asked }));
const guest = fc.record({ from: person, words: text }).map((called) => ({ called }));
const chosen = fc
  .record({
    from: person,
    query: text,
    result_id: fc.oneof(
      id.map((name) => `s:${name}`),
      fc.string({ maxLength: 64 }),
    ),
  })
  .map((parts) => ({ chosen_inline_result: parts }));
/**
 * Buttons below messages of the bot, such as reply to a question or carry it, and below one that was shared by an inline
 * query.
 */
const pressed = fc
  .record({
    from: person,
    data,
    question: fc.option(
      text.filter((words) => /[^\p{C}\p{Z}\p{M}]/u.test(words)),
      { nil: undefined },
    ),
    chatId: fc.constantFrom(PRIVATE.id, GROUP.id),
    isShared: fc.boolean(),
    isCarried: fc.boolean(),
  })
  .map((button) => ({ button }));

function entitiesOf(text: string) {
  const command = /^\/\w+(?:@\w+)?/.exec(text)?.[0];
  const mentions = Array.from(text.matchAll(/@wenda_test_bot/g), ({ index }) => ({
    type: 'mention',
    offset: index,
    length: '@wenda_test_bot'.length,
  }));
  return command === undefined
    ? mentions
    : [{ type: 'bot_command', offset: 0, length: command.length }, ...mentions];
}

/** Whether a person has written this to the bot alone; an album gets one answer, perhaps later. */
function isForBot(message: {
  chat: { type?: string | undefined };
  text?: string;
  media_group_id?: string;
}): boolean {
  const { chat, text, media_group_id: album } = message;
  return chat.type === 'private' && album === undefined && text !== '';
}

test(`${RUNS} updates of any kind are answered legally, without an error`, async () => {
  const {
    send,
    inline: ask,
    pressData,
    written,
    during,
    telegram,
    errors,
  } = startDialogue(engine, {
    ephemeral: true,
    refusals: [
      // A vote below a message without such a button, which only a forged client sends.
      'Bad Request: message is not modified',
      // The emulated group knows neither these people nor their messages, as ephemeral messages need.
      'Bad Request: USER_NOT_PARTICIPANT',
      'Bad Request: message to be replied not found',
    ],
  });
  // In a chat without other messages, so that it is not forgotten.
  const [first] = shownInline(await ask('青禾科技发行价格', '', OTHER)).results;
  const shared = telegram.chooseInline(OTHER, OTHER.id, first?.id ?? '', '青禾科技发行价格');
  telegram.createGroup({ id: ELSEWHERE, title: '朋友', people: [{ user: READER }] });
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  const update = fc.oneof(
    { weight: 4, arbitrary: message },
    { weight: 1, arbitrary: start },
    { weight: 3, arbitrary: inline },
    { weight: 1, arbitrary: chosen },
    { weight: 1, arbitrary: guest },
    { weight: 4, arbitrary: pressed },
  );
  await fc.assert(
    fc.asyncProperty(update, async (parts) => {
      if ('asked' in parts) {
        const { query, offset, from } = parts.asked;
        assert.equal((await ask(query, offset, from)).length, 1, 'an inline query is answered');
      } else if ('called' in parts) {
        const { from, words } = parts.called;
        const call = `@wenda_test_bot ${words.slice(0, 4000).toWellFormed()}`;
        const [act, ...more] = await during(() => telegram.say(ELSEWHERE, from, call));
        assert.deepEqual([act?.did, more], ['answered a guest', []], 'a guest answers once');
      } else if ('button' in parts) {
        // Pressing asserts that the button is answered once.
        const { data, from, question, chatId, isShared, isCarried } = parts.button;
        let replyTo: number | undefined;
        const carrier = isCarried ? carrierOf(question ?? '', BOT) : undefined;
        if (question !== undefined && carrier === undefined)
          await during(() => (replyTo = telegram.say(chatId, READER, question).message_id));
        await pressData(data, isShared ? shared : await written(chatId, replyTo, `x${carrier ?? ''}`), from);
      }
      // Telegram's types require fields that the bot does not use.
      else {
        const acts = await send(parts as never);
        if ('message' in parts && isForBot(parts.message)) assert.notEqual(acts.length, 0, 'never silence');
      }
      assert.deepEqual(errors, []);
    }),
    { numRuns: RUNS },
  );
  process.off('unhandledRejection', onRejection);
  assert.deepEqual(rejections, []);
});
