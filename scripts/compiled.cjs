// Compiles when the sources differ from those that were compiled last, then becomes the command in this very process: signals
// reach it, and no compiler stays in memory. Without a command (npm's `prepare`) it only compiles.
// Contents are compared, not times: a copy, a checkout or an image layer may set any time. The compiler is a development
// package; where it has been pruned, what is there is run.
'use strict';

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const PROJECT = path.join(__dirname, '..');
const DIST = path.join(PROJECT, 'dist');
/** Holds the checksum of the sources that were compiled without an error. */
const STAMP = path.join(DIST, '.compiled');
/** What the compiler reads of ours and notes for itself (a compiler started by hand changes that), relative to the project. */
const INPUTS = ['src', 'scripts', 'tsconfig.json', 'dist/.tsbuildinfo', 'dist/.tsbuildinfo-page'];
/** The command has not been started; 1 has a meaning of its own for some of them. */
const NOT_STARTED = 2;

/** A checksum over names and contents of everything that was or would be compiled. */
function checksum() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    const at = path.join(PROJECT, input);
    if (!existsSync(at)) continue;
    const files = statSync(at).isDirectory() ? readdirSync(at, { recursive: true }).sort() : [''];
    for (const file of files) {
      if (/^(?:.*\.(?:ts|json))?$/.test(file))
        hash.update(`${input}/${file}\0`).update(readFileSync(path.join(at, file)));
    }
  }
  return hash.digest('hex');
}

function compiler() {
  try {
    return require.resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the process when there is nothing that can be run. */
function compileIfNeeded(program) {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === checksum()) return;
  const tsc = compiler();
  if (tsc === undefined) {
    if (program !== undefined && existsSync(program)) {
      say('The sources have changed, but the compiler is not installed: running what was compiled before.');
      return say('To compile them: npm ci');
    }
    say('Wenda is not compiled, and the compiler is not installed: run npm ci (without --omit=dev).');
    say('After that, npm prune --omit=dev may remove the compiler.');
    // An installation on its own is not wrong: what was compiled elsewhere may still be copied here.
    process.exit(program === undefined ? 0 : NOT_STARTED);
  }
  say('compiling…');
  const { status } = spawnSync(process.execPath, [tsc, '-b', PROJECT], { stdio: 'inherit' });
  if (status !== 0) process.exit(NOT_STARTED);
  writeFileSync(STAMP, checksum());
}

const [command] = process.argv.slice(2);
const program = command === undefined ? undefined : path.join(DIST, `${command}.js`);
compileIfNeeded(program);
if (program !== undefined) {
  // As if node had been started with the program itself.
  process.argv.splice(1, 2, program);
  import(pathToFileURL(program).href);
}
