import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkRow } from '../../src/bot/render/buttons.ts';

test('an address that Telegram refuses gives no button', () => {
  for (const address of [undefined, 'http://localhost:8080/a', 'http://wiki/a', 'no address'])
    assert.deepEqual(linkRow('x', address), [], address);
  assert.deepEqual(linkRow('x', 'https://wiki.example.org/a b'), [
    { text: 'x', url: 'https://wiki.example.org/a%20b' },
  ]);
});
