import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { type Command, helpLines, parseCommandLine } from '../../src/app/command-line.ts';

const TRY = {
  name: 'npm run try',
  operands: 'WORD',
  about: 'Tries.',
  options: {
    loud: { type: 'flag', help: 'louder' },
    word: { type: 'text', value: 'WORD', help: 'a word' },
    times: { type: 'number', value: 'N', default: 3, help: 'how often' },
    most: { type: 'number', value: 'N', help: 'at most' },
    in: { type: 'path', value: 'FILE', multiple: true, help: 'files' },
    out: { type: 'path', value: 'FILE', help: 'a file' },
  },
  exitCodes: { 0: 'done', 1: 'failed' },
} as const;

describe('the command line', () => {
  test('gives every option a value of its type', () => {
    assert.deepEqual(parseCommandLine(TRY, []), {
      values: { loud: false, word: undefined, times: 3, most: undefined, in: [], out: undefined },
      operands: [],
      asksFor: undefined,
    });
    const args = [
      'a',
      '--loud',
      '--word=--x',
      '--times',
      '5',
      '--most',
      '7',
      '--in',
      'b',
      '--in',
      '/c',
      '--out',
      'd',
      'e',
    ];
    assert.deepEqual(parseCommandLine(TRY, args), {
      values: {
        loud: true,
        word: '--x',
        times: 5,
        most: 7,
        in: [path.resolve('b'), '/c'],
        out: path.resolve('d'),
      },
      operands: ['a', 'e'],
      asksFor: undefined,
    });
    assert.equal(parseCommandLine(TRY, ['--help']).asksFor, 'help');
    assert.equal(parseCommandLine(TRY, ['--version']).asksFor, 'version');
  });

  test('says in one line what is wrong, and where the options are listed', () => {
    const bare: Command = { ...TRY, operands: undefined };
    for (const [command, args, expected] of [
      [TRY, ['--lout'], "[config] Unknown option '--lout'; npm run try -- --help lists the options"],
      [
        TRY,
        ['--word'],
        "[config] Option '--word <value>' argument missing; npm run try -- --help lists the options",
      ],
      [
        TRY,
        ['--loud=yes'],
        "[config] Option '--loud' does not take an argument; npm run try -- --help lists the options",
      ],
      [TRY, ['--times', '0'], '[config] --times is "0"; write a whole number above 0'],
      [TRY, ['--most', 'many'], '[config] --most is "many"; write a whole number above 0'],
      [bare, ['a'], "[config] Unexpected argument 'a'; npm run try -- --help lists the options"],
    ] as const)
      assert.throws(() => parseCommandLine<Command['options']>(command, args), {
        name: 'Failure',
        message: expected,
      });
  });

  test('prints help from the same table', () => {
    assert.equal(
      helpLines(TRY).join('\n'),
      `Tries.

usage: npm run try -- WORD [options]
  --loud       louder
  --word WORD  a word
  --times N    how often (default: 3)
  --most N     at most
  --in FILE…   files
  --out FILE   a file
  --help       print this help
  --version    print Wenda's version

exit code:
  0  done
  1  failed`,
    );
    assert.match(
      helpLines({ ...TRY, name: 'npm run try -- all' }).join('\n'),
      /^usage: npm run try -- all WORD/m,
    );
  });
});
