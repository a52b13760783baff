import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, InputFile } from 'grammy';
import { fc } from '../support/property.ts';
import { serveUntilEnd } from '../support/telegram.ts';
import { ask, READER, TOKEN } from './fixture.ts';

/** grammY's own client over HTTP, and an emulator in which the reader has said something. */
async function conversation() {
  const asked = ask();
  asked.emulator.say(7, READER, 'hello');
  return { ...asked, api: new Api(TOKEN, { apiRoot: await serveUntilEnd(asked.emulator.handle) }) };
}

test('a photo that grammY uploads is kept, and can be sent again by its id', async () => {
  const { api, emulator } = await conversation();
  const sent = await api.sendPhoto(7, new InputFile(Buffer.from('picture'), 'a.png'), {
    caption: '<b>图</b>一',
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] },
  });
  assert.deepEqual([sent.caption, sent.caption_entities], ['图一', [{ type: 'bold', offset: 0, length: 1 }]]);
  assert.equal(sent.reply_markup?.inline_keyboard[0]?.[0]?.text, 'x');
  const id = sent.photo.at(-1)?.file_id ?? '';
  const { as, name, bytes } = emulator.file(id) ?? assert.fail('not kept');
  assert.deepEqual([as, name, Buffer.from(bytes).toString()], ['photo', 'a.png', 'picture']);
  assert.deepEqual((await api.sendPhoto(7, id)).photo, sent.photo);
  assert.equal(
    (await api.sendDocument(7, new InputFile(Buffer.from('x'), 'b.gif'))).document.file_name,
    'b.gif',
  );
});

test('a photo of the web is not fetched', async () => {
  const { call, emulator } = await conversation();
  const sent = (await call('sendPhoto', { chat_id: 7, photo: 'https://example.com/a.png' })) as {
    photo: { file_id: string }[];
  };
  const file = emulator.file(sent.photo[0]?.file_id ?? '');
  assert.deepEqual([file?.address, file?.bytes.length], ['https://example.com/a.png', 0]);
});

test('fifty files are kept', async () => {
  const { api, emulator } = await conversation();
  const ids: string[] = [];
  for (let i = 0; i <= 50; i++) {
    const { document } = await api.sendDocument(7, new InputFile(Buffer.from(`file ${i}`), 'f'));
    ids.push(document.file_id);
  }
  assert.deepEqual([emulator.file(ids[0] ?? ''), emulator.file(ids[1] ?? '')?.name], [undefined, 'f']);
});

test('what Telegram refuses of files is refused', async () => {
  const { api, refusal } = await conversation();
  const { document } = await api.sendDocument(7, new InputFile(Buffer.from('x'), 'x'));
  for (const [payload, description] of [
    [{}, 'there is no photo in the request'],
    [{ photo: 'no-such-id' }, 'wrong remote file identifier specified'],
    [{ photo: document.file_id }, "can't use file of type Document as Photo"],
    [{ photo: 'https://example.com/a.png', caption: 'x'.repeat(1025) }, 'message caption is too long'],
  ] as const) {
    const refused = await refusal('sendPhoto', { chat_id: 7, ...payload });
    assert.deepEqual(refused, { ok: false, error_code: 400, description: `Bad Request: ${description}` });
  }
  await assert.rejects(api.sendPhoto(7, new InputFile(Buffer.alloc(0), 'x')), /file must be non-empty/);
  await assert.rejects(api.sendPhoto(7, new InputFile(Buffer.alloc(10_000_001), 'x')), /file is too big/);
});

test('any bytes and names get through an upload', async () => {
  const { emulator } = await conversation();
  const send = async (content: Uint8Array, name: string): Promise<Buffer> => {
    const body = new FormData();
    body.set('chat_id', '7');
    body.set('document', new File([Uint8Array.from(content)], name));
    const response = await emulator.handle(
      new Request(`http://localhost/bot${TOKEN}/sendDocument`, { method: 'POST', body }),
    );
    const { result } = (await response.json()) as {
      result: { document: { file_id: string; file_name: string } };
    };
    assert.equal(result.document.file_name, name);
    return Buffer.from(emulator.file(result.document.file_id)?.bytes ?? []);
  };
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1 }),
    fc.constantFrom('\r\n--', '\r\n\r\n', '--').map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom('a.png', '图 一.png', 'a;b.png'), async (content, name) => {
      assert.deepEqual(await send(content, name), Buffer.from(content));
    }),
  );
});

test('a broken form is refused', async () => {
  const { emulator } = await conversation();
  for (const [body, type] of [
    ['--x\r\n', 'multipart/form-data; boundary=x'],
    ['--x\r\ncontent-disposition: form-data\r\n\r\na\r\n--x--', 'multipart/form-data; boundary=x'],
    ['--x\r\ncontent-disposition: form-data; name="a"\r\n\r\na', 'multipart/form-data; boundary=x'],
    ['--x--', 'multipart/form-data'],
  ] as const) {
    const request = new Request(`http://localhost/bot${TOKEN}/getMe`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    assert.equal((await emulator.handle(request)).status, 400, body);
  }
});
