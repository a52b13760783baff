import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carrierOf } from '../../src/bot/question-of.ts';
import { parseHtml } from '../../src/emulator/html-entities.ts';
import { shownMessage } from '../../src/playground/shown-message.ts';
import { BOT, READER } from '../support/people.ts';

test('the link in which an answer carries its question is nothing that a reader could press', () => {
  const html = `${carrierOf('问题', BOT) ?? ''}<b>答</b>，见<a href="https://example.com/">此处</a>`;
  const shown = shownMessage(
    {
      message_id: 1,
      date: 1,
      chat: { id: READER.id, type: 'private', first_name: '读者' },
      from: BOT,
      ...parseHtml(html),
    },
    READER.id,
    '',
  );
  assert.deepEqual(
    shown?.entities.map(({ type, url }) => [type, url]),
    [
      ['bold', undefined],
      ['text_link', 'https://example.com/'],
    ],
  );
});
