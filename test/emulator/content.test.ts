// Copies, albums, files that people have sent, and edits of all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, MessageId } from 'grammy/types';
import { ask, type Asked, OTHER, READER } from './fixture.ts';

/** The reader's private chat, and a forum in which the bot is an administrator. */
function both(): Asked & { forum: number; topic: number } {
  const asked = ask();
  asked.emulator.start(READER.id, READER);
  const { id: forum } = asked.emulator.createSupergroup({
    title: '客服',
    isForum: true,
    people: [{ user: OTHER, standing: 'administrator' }],
    bot: 'administrator',
  });
  return { ...asked, forum, topic: asked.emulator.createTopic(forum, OTHER, '一') };
}

const photo = (id: string) => [{ file_id: id, file_unique_id: id, width: 9, height: 9 }];
const file = (id: string) => ({ file_id: id, file_unique_id: id });

/** Contents that people send, each with its caption if it has one. */
const CONTENTS: readonly [caption: string, fields: Partial<Message>][] = [
  ['photo', { photo: photo('p') }],
  ['', { photo: photo('p') }],
  ['document', { document: file('d') }],
  ['', { voice: { ...file('v'), duration: 3 } }],
  ['video', { video: { ...file('w'), width: 1, height: 1, duration: 3 } }],
  ['', { video_note: { ...file('n'), length: 1, duration: 3 } }],
  [
    '',
    { sticker: { ...file('s'), type: 'regular', width: 1, height: 1, is_animated: false, is_video: false } },
  ],
  ['', { location: { latitude: 31.2, longitude: 121.5 } }],
  ['', { contact: { phone_number: '+1', first_name: 'A' } }],
];

for (const [caption, fields] of CONTENTS) {
  const [kind = ''] = Object.keys(fields);
  test(`a ${kind} ${caption === '' ? 'without' : 'with'} a caption is copied into a topic`, async () => {
    const { emulator, call, updates, forum, topic } = both();
    const { message_id } = emulator.say(READER.id, READER, caption, { fields });
    assert.deepEqual((await updates()).at(-1)?.message?.[kind as 'photo'], fields[kind as 'photo']);
    const copy = (await call('copyMessage', {
      chat_id: forum,
      message_thread_id: topic,
      from_chat_id: READER.id,
      message_id,
    })) as MessageId;
    const copied = emulator.messages(forum).at(-1);
    assert.deepEqual(copy, { message_id: copied?.message_id });
    assert.deepEqual(
      [copied?.[kind as 'photo'], copied?.caption],
      [fields[kind as 'photo'], caption || undefined],
    );
    assert.deepEqual([copied?.message_thread_id, copied?.from.is_bot], [topic, true]);
  });
}

test('a copied text keeps its formatting but not its place, its reply and its buttons', async () => {
  const { emulator, call, forum } = both();
  const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'b' }]] };
  const first = emulator.say(forum, OTHER, 'before');
  const { message_id } = (await call('sendMessage', {
    chat_id: forum,
    text: '<b>粗</b>',
    parse_mode: 'HTML',
    reply_markup,
    reply_parameters: { message_id: first.message_id },
  })) as Message;
  await call('copyMessage', { chat_id: READER.id, from_chat_id: forum, message_id });
  const copied = emulator.messages(READER.id).at(-1);
  assert.deepEqual(copied?.entities, [{ type: 'bold', offset: 0, length: 1 }]);
  assert.deepEqual([copied.reply_markup, copied.reply_to_message], [undefined, undefined]);
});

test('a copy may have another caption, and reply to a message', async () => {
  const { emulator, call, forum, topic } = both();
  const question = emulator.say(forum, OTHER, '?', { threadId: topic });
  const { message_id } = emulator.say(READER.id, READER, 'old', { fields: { photo: photo('p') } });
  await call('copyMessage', {
    chat_id: forum,
    from_chat_id: READER.id,
    message_id,
    caption: '<i>new</i>',
    parse_mode: 'HTML',
    reply_parameters: { message_id: question.message_id },
  });
  const copied = emulator.messages(forum).at(-1);
  assert.deepEqual([copied?.caption, copied?.caption_entities?.[0]?.type], ['new', 'italic']);
  assert.deepEqual(
    [copied?.reply_to_message?.message_id, copied?.message_thread_id],
    [question.message_id, topic],
  );
});

test('copies of an album are an album of their own, and missing messages are left out', async () => {
  const { emulator, call, forum, topic } = both();
  const album = ['a', 'b'].map(
    (id) =>
      emulator.say(READER.id, READER, '', { fields: { photo: photo(id), media_group_id: 'g' } }).message_id,
  );
  const copies = (await call('copyMessages', {
    chat_id: forum,
    message_thread_id: topic,
    from_chat_id: READER.id,
    message_ids: [...album, 999],
  })) as MessageId[];
  const copied = emulator.messages(forum).slice(-2);
  assert.deepEqual(
    copies.map(({ message_id }) => message_id),
    copied.map(({ message_id }) => message_id),
  );
  const groups = new Set(copied.map(({ media_group_id }) => media_group_id));
  assert.ok(groups.size === 1 && !groups.has('g') && !groups.has(undefined));
});

test('what cannot be copied is refused', async () => {
  const { emulator, refusal, forum, topic } = both();
  const reason = async (method: string, payload: object): Promise<string> =>
    (await refusal(method, { chat_id: READER.id, from_chat_id: forum, ...payload })).description;
  emulator.say(forum, OTHER, 'x');
  assert.equal(await reason('copyMessage', { message_id: 999 }), 'Bad Request: message to copy not found');
  assert.equal(
    await reason('copyMessage', { message_id: topic }),
    "Bad Request: message can't be copied",
    'a service message',
  );
  assert.equal(
    await reason('copyMessages', { message_ids: [9, 3] }),
    'Bad Request: message identifiers must be in a strictly increasing order',
  );
  assert.equal(
    await reason('copyMessages', { message_ids: [998, 999] }),
    'Bad Request: there are no messages to forward',
  );
  emulator.block(READER);
  assert.equal(
    await reason('copyMessage', { message_id: topic + 1 }),
    'Forbidden: bot was blocked by the user',
  );
});

test('the bot sends files of people by their ids, alone and as an album', async () => {
  const { emulator, call, refusal, forum, topic } = both();
  emulator.say(READER.id, READER, '', { fields: { photo: photo('p') } });
  emulator.say(READER.id, READER, '', {
    fields: { video: { ...file('w'), width: 1, height: 1, duration: 3 } },
  });
  emulator.say(READER.id, READER, '', { fields: { voice: { ...file('v'), duration: 3 } } });
  const place = { chat_id: forum, message_thread_id: topic };
  const sent = (await call('sendVoice', { ...place, voice: 'v', caption: 'c' })) as Message;
  assert.deepEqual([sent.voice?.duration, sent.caption], [3, 'c']);
  const media = [
    { type: 'photo', media: 'p', caption: '<b>图</b>', parse_mode: 'HTML' },
    { type: 'video', media: 'w' },
  ];
  const album = (await call('sendMediaGroup', { ...place, media })) as Message[];
  assert.deepEqual(
    album.map(({ caption }) => caption),
    ['图', undefined],
  );
  assert.ok(album[0]?.media_group_id !== undefined && album[0].media_group_id === album[1]?.media_group_id);
  const mixed = [media[0], { type: 'document', media: 'https://example.com/a.pdf' }];
  assert.equal(
    (await refusal('sendMediaGroup', { ...place, media: mixed })).description,
    "Bad Request: can't use the media of the specified type in the album",
  );
  assert.equal(
    (await refusal('sendPhoto', { ...place, photo: 'v' })).description,
    "Bad Request: can't use file of type VoiceNote as Photo",
  );
});

test('captions, files and buttons of the bot’s own messages are edited, and nothing else', async () => {
  const { emulator, call, refusal, forum } = both();
  emulator.say(READER.id, READER, '', { fields: { photo: photo('p') } });
  emulator.say(READER.id, READER, '', { fields: { photo: photo('q') } });
  const { message_id } = (await call('sendPhoto', { chat_id: forum, photo: 'p', caption: 'a' })) as Message;
  const own = { chat_id: forum, message_id };
  const reason = async (method: string, payload: object): Promise<string> =>
    (await refusal(method, { ...own, ...payload })).description;
  const unchanged = /^Bad Request: message is not modified/;
  assert.match(await reason('editMessageReplyMarkup', {}), unchanged);
  assert.match(await reason('editMessageCaption', { caption: 'a' }), unchanged);
  assert.match(
    await reason('editMessageMedia', { media: { type: 'photo', media: 'p', caption: 'a' } }),
    unchanged,
  );
  assert.equal(((await call('editMessageCaption', { ...own, caption: 'b' })) as Message).caption, 'b');
  const edited = (await call('editMessageMedia', {
    ...own,
    media: { type: 'photo', media: 'q' },
  })) as Message;
  assert.deepEqual([edited.photo?.[0]?.file_id, edited.caption], ['q', undefined]);
  assert.equal(
    await reason('editMessageText', { text: 'x' }),
    'Bad Request: there is no text in the message to edit',
  );
  const text = (await call('sendMessage', { chat_id: forum, text: 'x' })) as Message;
  assert.equal(
    await reason('editMessageCaption', { message_id: text.message_id, caption: 'x' }),
    'Bad Request: there is no caption in the message to edit',
  );
  const theirs = emulator.say(forum, OTHER, 'theirs');
  for (const [id, description] of [
    [theirs.message_id, "message can't be edited"],
    [999, 'message to edit not found'],
  ] as const)
    assert.equal(await reason('editMessageReplyMarkup', { message_id: id }), `Bad Request: ${description}`);
  assert.equal(
    (await refusal('editMessageReplyMarkup', { chat_id: READER.id, message_id: 900 })).description,
    'Bad Request: message to edit not found',
    'an id of another chat',
  );
});
