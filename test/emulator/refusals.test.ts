// Each refusal once, in Telegram's words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Asked, BOT, OTHER, READER, TOKEN } from './fixture.ts';

/** An emulator in which the reader has said something. */
function conversation(): Asked {
  const asked = ask();
  asked.emulator.say(7, READER, 'hello');
  return asked;
}

const button = (fields: object): object => ({
  reply_markup: { inline_keyboard: [[{ text: 'x', ...fields }]] },
});
const article = (fields: object = {}): object => ({
  type: 'article',
  id: 'a',
  title: 't',
  input_message_content: { message_text: 'm' },
  ...fields,
});

const SENDING: readonly [what: string, payload: object, description: string][] = [
  ['no text', { text: undefined }, 'Bad Request: message text is empty'],
  ['nothing visible', { text: ' \u200b' }, 'Bad Request: text must be non-empty'],
  ['too much', { text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
  ['half a character', { text: 'a\ud83d' }, 'Bad Request: strings must be encoded in UTF-8'],
  [
    'a broken tag',
    { text: '<b>a', parse_mode: 'HTML' },
    'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
  ],
  ['an unknown parse mode', { parse_mode: 'BBCode' }, 'Bad Request: unsupported parse_mode'],
  [
    'an entity outside the text',
    { entities: [{ type: 'bold', offset: 0, length: 9 }] },
    'Bad Request: ENTITY_BOUNDS_INVALID',
  ],
  ['an unknown chat', { chat_id: 99 }, 'Bad Request: chat not found'],
  ['no chat', { chat_id: undefined }, 'Bad Request: chat_id is empty'],
  ['a long callback_data', button({ callback_data: '专'.repeat(22) }), 'Bad Request: BUTTON_DATA_INVALID'],
  [
    'a button that does nothing',
    button({}),
    'Bad Request: text buttons are unallowed in the inline keyboard',
  ],
  [
    'a button to this machine',
    button({ url: 'http://localhost/' }),
    "Bad Request: inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
  ],
  [
    'a button that opens a file',
    button({ url: 'file:///x.y' }),
    "Bad Request: inline keyboard button URL 'file:///x.y' is invalid: Unsupported URL protocol",
  ],
  [
    'too many buttons',
    { reply_markup: { inline_keyboard: [Array(101).fill({ text: 'x', callback_data: 'x' })] } },
    'Bad Request: reply markup is too long',
  ],
  [
    'a reply to nothing',
    { reply_parameters: { message_id: 99 } },
    'Bad Request: message to be replied not found',
  ],
  ['an unknown topic', { message_thread_id: 99 }, 'Bad Request: message thread not found'],
];

for (const [what, payload, description] of SENDING) {
  test(`a message with ${what} is refused`, async () => {
    const { refusal } = conversation();
    const refused = await refusal('sendMessage', { chat_id: 7, text: 'x', ...payload });
    assert.deepEqual(refused, { ok: false, error_code: 400, description });
  });
}

test('a reply to a missing message may be sent without it', async () => {
  const { call } = conversation();
  const reply_parameters = { message_id: 99, allow_sending_without_reply: true };
  const sent = (await call('sendMessage', { chat_id: 7, text: 'x', reply_parameters })) as object;
  assert.ok(!('reply_to_message' in sent));
});

test('a text of 4096 characters after parsing is accepted', async () => {
  const { call } = conversation();
  await call('sendMessage', { chat_id: 7, text: `<b>${'专'.repeat(4096)}</b>`, parse_mode: 'HTML' });
});

test('the bot cannot write to people who have not written first, or have blocked it', async () => {
  const { emulator, call, refusal } = ask();
  emulator.openPrivateChat(READER);
  const message = { chat_id: 7, text: 'x' };
  const stranger = await refusal('sendMessage', message);
  assert.equal(stranger.error_code, 403);
  assert.equal(stranger.description, "Forbidden: bot can't initiate conversation with a user");
  emulator.start(7, READER);
  await call('sendMessage', message);
  emulator.block(READER);
  const blocked = await refusal('sendMessage', message);
  assert.equal(blocked.error_code, 403);
  assert.equal(blocked.description, 'Forbidden: bot was blocked by the user');
  emulator.say(7, READER, 'back');
  await call('sendMessage', message);
});

test('the bot cannot write into groups that it is not in, was kicked from, or is restricted in', async () => {
  const { emulator, refusal } = ask();
  const supergroup = emulator.createSupergroup({ title: '群', people: [{ user: READER }] }).id;
  const group = emulator.createGroup({ title: '组', people: [{ user: READER }] }).id;
  const reason = async (chat_id: number): Promise<string> =>
    (await refusal('sendMessage', { chat_id, text: 'x' })).description;
  assert.equal(await reason(supergroup), 'Forbidden: bot is not a member of the supergroup chat');
  for (const id of [supergroup, group]) {
    emulator.addBotTo(id, READER);
    emulator.removeBotFrom(id, READER);
  }
  assert.equal(await reason(supergroup), 'Forbidden: bot was kicked from the supergroup chat');
  assert.equal(await reason(group), 'Forbidden: bot was kicked from the group chat');
  emulator.setBotStanding(supergroup, 'restricted', READER);
  assert.equal(await reason(supergroup), 'Bad Request: not enough rights to send text messages to the chat');
});

test('edits that change nothing, come too late or are of other people’s messages are refused', async () => {
  const { emulator, call, refusal } = conversation();
  const { message_id } = (await call('sendMessage', { chat_id: 7, text: 'a' })) as { message_id: number };
  const edit = async (payload: object): Promise<string> =>
    (await refusal('editMessageText', { chat_id: 7, message_id, text: 'a', ...payload })).description;
  const unchanged =
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
  assert.equal(await edit({}), unchanged);
  assert.equal((await refusal('editMessageReplyMarkup', { chat_id: 7, message_id })).description, unchanged);
  assert.equal(await edit({ text: 'x'.repeat(4097) }), 'Bad Request: MESSAGE_TOO_LONG');
  assert.equal(await edit({ message_id: 99 }), 'Bad Request: message to edit not found');
  assert.equal(await edit({ message_id: 1 }), "Bad Request: message can't be edited");
  assert.equal(await edit({ reply_markup: { force_reply: true } }), 'Bad Request: inline keyboard expected');
  assert.equal(
    (await refusal('editMessageText', { inline_message_id: 'x', text: 'a' })).description,
    'Bad Request: MESSAGE_ID_INVALID',
  );
  emulator.deleteMessage(7, message_id);
  assert.equal(await edit({ text: 'b' }), 'Bad Request: message to edit not found');
});

test('a missing message can be neither deleted nor reacted to', async () => {
  const { emulator, call, refusal, pass } = conversation();
  const reasons = async (method: string, payload: object): Promise<string> =>
    (await refusal(method, { chat_id: 7, message_id: 1, ...payload })).description;
  assert.equal(
    await reasons('deleteMessage', { message_id: 99 }),
    'Bad Request: message to delete not found',
  );
  assert.equal(
    await reasons('setMessageReaction', { message_id: 99 }),
    'Bad Request: message to react not found',
  );
  assert.equal(
    await reasons('setMessageReaction', { reaction: [{ type: 'emoji', emoji: '🧀' }] }),
    'Bad Request: REACTION_INVALID',
  );
  pass(48 * 3_600_000 + 1000);
  assert.equal(await reasons('deleteMessage', {}), "Bad Request: message can't be deleted for everyone");
  const { id } = emulator.createSupergroup({ title: '群', bot: 'member' });
  const { message_id } = emulator.say(id, READER, 'mine');
  assert.equal(
    (await refusal('deleteMessage', { chat_id: id, message_id })).description,
    "Bad Request: message can't be deleted",
  );
  emulator.setBotStanding(id, 'administrator', OTHER);
  await call('deleteMessage', { chat_id: id, message_id });
});

const INLINE: readonly [what: string, payload: object, description: string][] = [
  [
    'an expired query',
    {},
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  ['one id twice', { results: [article(), article()] }, 'Bad Request: RESULT_ID_DUPLICATE'],
  [
    '51 results',
    { results: Array.from({ length: 51 }, (_, i) => article({ id: String(i) })) },
    'Bad Request: RESULTS_TOO_MUCH',
  ],
  ['a long id', { results: [article({ id: 'x'.repeat(65) })] }, 'Bad Request: RESULT_ID_INVALID'],
  ['a long next offset', { next_offset: 'x'.repeat(65) }, 'Bad Request: NEXT_OFFSET_INVALID'],
  [
    'a wrong start parameter',
    { button: { text: 'x', start_parameter: 'a b' } },
    'Bad Request: START_PARAM_INVALID',
  ],
  [
    'a long text',
    { results: [article({ input_message_content: { message_text: 'x'.repeat(4097) } })] },
    'Bad Request: MESSAGE_TOO_LONG',
  ],
  [
    'no text',
    { results: [article({ input_message_content: {} })] },
    "Bad Request: can't parse InlineQueryResult: Message content is not specified",
  ],
];

for (const [what, payload, description] of INLINE) {
  test(`an inline answer with ${what} is refused`, async () => {
    const { refusal } = ask();
    const refused = await refusal('answerInlineQuery', { inline_query_id: '1', results: [], ...payload });
    assert.deepEqual(refused, { ok: false, error_code: 400, description });
  });
}

const OTHERS: readonly [method: string, payload: object, description: string][] = [
  [
    'answerCallbackQuery',
    { callback_query_id: '1' },
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  ['sendChatAction', { chat_id: 7, action: 'dancing' }, 'Bad Request: wrong parameter action in request'],
  ['setMyCommands', { commands: [{ command: 'Ask', description: 'x' }] }, 'Bad Request: BOT_COMMAND_INVALID'],
  [
    'setMyCommands',
    { commands: [], language_code: 'zh-hans' },
    'Bad Request: invalid language code specified',
  ],
  ['leaveChat', { chat_id: 7 }, "Bad Request: chat member status can't be changed in private chats"],
  ['getChatMember', { chat_id: 7, user_id: 99 }, 'Bad Request: member not found'],
  [
    'sendRichMessage',
    { chat_id: 7, rich_message: { blocks: [] } },
    'Bad Request: rich message must be non-empty',
  ],
];

for (const [method, payload, description] of OTHERS) {
  test(`${method} with ${JSON.stringify(payload)} is refused`, async () => {
    const { refusal } = conversation();
    assert.deepEqual(await refusal(method, payload), { ok: false, error_code: 400, description });
  });
}

test('wrong tokens, unknown methods and other paths are refused', async () => {
  const { emulator, refusal } = ask();
  assert.deepEqual(await refusal('sendFlowers'), {
    ok: false,
    error_code: 404,
    description: 'Not Found: method not found',
  });
  const get = async (path: string): Promise<unknown> =>
    (await emulator.handle(new Request(`http://localhost${path}`))).json();
  assert.deepEqual(await get('/bot1:WRONG/getMe'), {
    ok: false,
    error_code: 401,
    description: 'Unauthorized',
  });
  assert.deepEqual(await get('/'), { ok: false, error_code: 404, description: 'Not Found' });
});

test('parameters are accepted as JSON, form, multipart and in the address, and method names in any case', async () => {
  const { emulator } = conversation();
  const url = `http://localhost/telegram/bot${TOKEN}/SENDmessage`;
  const fields = { chat_id: '7', text: '<b>x</b>', parse_mode: 'html', reply_parameters: '{"message_id":1}' };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
  for (const request of [
    new Request(`${url}?${String(new URLSearchParams(fields))}`),
    new Request(url, { method: 'POST', body: new URLSearchParams(fields) }),
    new Request(url, { method: 'POST', body: form }),
    new Request(url, { ...json, body: JSON.stringify({ ...fields, reply_parameters: { message_id: 1 } }) }),
  ]) {
    const { result } = (await (await emulator.handle(request)).json()) as { result: Record<string, unknown> };
    assert.deepEqual(result['entities'], [{ type: 'bold', offset: 0, length: 1 }]);
    assert.equal((result['reply_to_message'] as { text: string }).text, 'hello');
  }
  const broken = await emulator.handle(
    new Request(url, { ...json, body: Buffer.from('{"text":"\xff"}', 'latin1') }),
  );
  assert.equal(
    ((await broken.json()) as { description: string }).description,
    'Bad Request: strings must be encoded in UTF-8',
  );
  const large = await emulator.handle(new Request(url, { ...json, body: 'x'.repeat(12_000_001) }));
  assert.equal(large.status, 413);
});

test('a test can make requests fail, slow down and hang', async () => {
  const seen: string[] = [];
  const { emulator, call, refusal } = ask({
    onCall: (method) => seen.push(`asked ${method}`),
    onResult: (method, _payload, { ok }) => seen.push(`${ok ? 'did' : 'refused'} ${method}`),
  });
  emulator.say(7, READER, 'hello');
  emulator.failNext('sendMessage', { code: 429, parameters: { retry_after: 3 } });
  const message = { chat_id: 7, text: 'x' };
  assert.deepEqual(await refusal('sendMessage', message), {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 3',
    parameters: { retry_after: 3 },
  });
  await call('sendMessage', message);
  const release = emulator.holdNext('sendMessage');
  let answered = false;
  const held = call('sendMessage', { ...message, text: 'held' }).then(() => (answered = true));
  await emulator.waitFor('sendMessage', ({ text }) => text === 'held');
  await call('getMe');
  assert.equal(answered, false);
  release();
  await held;
  emulator.failAll({ code: 502 });
  assert.equal((await refusal('getMe')).description, 'Bad Gateway');
  emulator.failAll();
  assert.deepEqual(await call('getMe'), BOT);
  assert.deepEqual(seen.slice(0, 4), [
    'asked sendMessage',
    'refused sendMessage',
    'asked sendMessage',
    'did sendMessage',
  ]);
});
