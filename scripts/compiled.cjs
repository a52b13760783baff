// Compiles if the sources differ from those of the last compilation, then runs the command in this process: signals
// reach it, and no compiler stays in memory. Without a command (npm's `prepare`) it only compiles. Contents are
// compared instead of times: a copy, a checkout or an image layer may set any time. The compiler is a development
// package; if it has been pruned, the existing output is run. Without sources, as in the published package, there is
// nothing to compile.
'use strict';

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const PROJECT = path.join(__dirname, '..');
const DIST = path.join(PROJECT, 'dist');
/** The file with the checksum of the sources that were last compiled without an error. */
const STAMP = path.join(DIST, '.compiled');
/**
 * The compiler's input in the project, and its own notes, which a compiler started by hand changes; relative to the
 * project.
 */
const INPUTS = ['src', 'scripts', 'tsconfig.json', 'dist/.tsbuildinfo', 'dist/.tsbuildinfo-page'];
/** The command was not started; some commands use 1 for something else. */
const NOT_STARTED = 2;

/** A checksum over names and contents of all compiler input. */
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

/** Ends the process if nothing can be run. */
function compileIfNeeded(program) {
  if (!existsSync(path.join(PROJECT, 'src')) && program !== undefined && existsSync(program)) return;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === checksum()) return;
  const tsc = compiler();
  if (tsc === undefined) {
    if (program !== undefined && existsSync(program)) {
      say('The sources have changed, but the compiler is not installed: running what was compiled before.');
      return say('To compile them: npm ci');
    }
    say('Wenda is not compiled, and the compiler is not installed: run npm ci (without --omit=dev).');
    say('After that, npm prune --omit=dev may remove the compiler.');
    // An installation without a command is not an error: output compiled elsewhere may still be copied here.
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
  // The same as when node is started with the program itself.
  process.argv.splice(1, 2, program);
  import(pathToFileURL(program).href);
}
