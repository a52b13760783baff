// Node, the compiled library, the clock's zone and the terminal's letters.
import { loadNativeLibrary } from '../../index/hnsw-index.ts';
import type { Check } from '../../terminal/check-lines.ts';
import type { Environment } from '../config.ts';

/** @param isTerminal whether letters are shown in a terminal */
export function checkMachine(
  env: Environment,
  isTerminal: boolean,
  native = loadNativeLibrary(),
): readonly Check[] {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return [
    // Its version has been checked: an older one starts no command.
    { name: 'Node.js', state: 'ok', found: `${process.version} on ${process.platform} ${process.arch}` },
    native.available
      ? { name: 'hnswlib', state: 'ok', found: 'hnswlib-node loads' }
      : {
          name: 'hnswlib',
          state: 'hint',
          found: `hnswlib-node does not load (${native.reason}); search is exact, slower above 20,000 passages`,
          next: 'install a C++ toolchain (Debian/Ubuntu: apt-get install -y build-essential python3), then npm ci',
        },
    { name: 'time zone', state: 'ok', found: `${timeZone}, now ${new Date().toString().slice(0, 33)}` },
    letters(env, isTerminal),
  ];
}

function letters(env: Environment, isTerminal: boolean): Check {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  const isUtf8 = process.platform === 'win32' || /utf-?8/i.test(locale ?? '');
  if (isUtf8 || !isTerminal) return { name: 'terminal', state: 'ok', found: locale ?? 'no locale is set' };
  return {
    name: 'terminal',
    state: 'hint',
    found: `${locale ?? 'no locale'} is not UTF-8: Chinese may show as question marks`,
    next: 'set LANG=zh_CN.UTF-8 or LANG=C.UTF-8',
  };
}
