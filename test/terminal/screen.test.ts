import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScreen } from '../../src/terminal/screen.ts';

/** What a terminal shows after it was sent this, as far as lines are erased and written. */
function shown(sent: string): string {
  return sent.replaceAll(/\u001b\[\?7[hl]/g, '').replaceAll(/[^\n]*\r\u001b\[2K/g, '');
}

test('what is written comes above the line at the bottom, which stays whole', () => {
  let sent = '';
  const screen = createScreen((text) => (sent += text));
  screen.write('one\n');
  screen.standLine('10%');
  screen.write('two\nthree\n');
  assert.equal(shown(sent), 'one\ntwo\nthree\n10%');
  screen.standLine('20%');
  assert.equal(shown(sent), 'one\ntwo\nthree\n20%');
  screen.stand(undefined);
  screen.write('four\n');
  assert.equal(shown(sent), 'one\ntwo\nthree\nfour\n');
});
