// The command of the package. It finds the program and the folder of articles in its arguments; the programs are those
// that npm's scripts start in a clone, and read the rest of the arguments themselves.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PackagedCommand, PACKAGED_COMMANDS } from '../src/app/command-names.ts';
import { loadConfig } from '../src/app/config.ts';
import { PROJECT_ROOT, readEnvironment, shownPath } from '../src/app/environment.ts';
import { runMain } from '../src/app/run-main.ts';
import { Failure } from '../src/system/failure.ts';

const SERVE: PackagedCommand = { name: '', script: '', about: '', folder: 'any' };

// npm tells its children which of its commands started them.
const wenda = process.env['npm_command'] === 'exec' ? 'npx wenda' : 'wenda';
process.env['WENDA_COMMAND'] = wenda;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args[0] === '--help' || args[0] === 'help') {
    process.stdout.write(`${helpLines().join('\n')}\n`);
    return 0;
  }
  const command = PACKAGED_COMMANDS.find(({ name }) => name === args[0]) ?? SERVE;
  if (command !== SERVE) args.shift();
  const folder = folderIn(args, command);
  if (folder !== undefined) {
    process.env['WENDA_ARTICLES'] = args.shift();
    process.env['ARTICLES_DIR'] = folder;
  }
  const isRun = !args.includes('--help') && !args.includes('--version');
  if (isRun) checkWhereItWrites(command, args);
  if (isRun && (command === SERVE || command.name === 'build')) sayWhere();

  const program = command === SERVE ? 'src/main' : `scripts/${command.script}`;
  const file = path.join(PROJECT_ROOT, 'dist', `${program}.js`);
  process.argv.splice(1, Infinity, file, ...args);
  await import(pathToFileURL(file).href);
  return Number(process.exitCode ?? 0);
});

/** The absolute path of the folder that is the first argument. @throws Failure `config` if it is no folder */
function folderIn(
  [first = '', ...others]: readonly string[],
  { folder }: PackagedCommand,
): string | undefined {
  if (folder === undefined || first === '' || first.startsWith('-')) return undefined;
  // A question is not a folder, even if its first word is the name of one.
  if (folder === 'path' && (others.length === 0 || !/^\.{0,2}(?:[\\/]|$)|^[a-z]:[\\/]/i.test(first)))
    return undefined;
  const full = path.resolve(first);
  if (!existsSync(full) || !statSync(full).isDirectory())
    throw new Failure('config', `there is no folder ${full}; ${wenda} --help lists the commands`);
  return full;
}

/** @throws Failure `config` if the command would write into the package */
function checkWhereItWrites({ name, writesTo }: PackagedCommand, args: readonly string[]): void {
  if (writesTo === undefined || readEnvironment()[writesTo.key]) return;
  const { option } = writesTo;
  if (!args.some((arg) => arg === option || arg.startsWith(`${option}=`)))
    throw new Failure('config', `say where to write: ${wenda} ${name} ${option} …`);
}

/** Said once, before the first build: nobody looks for an index in a cache. */
function sayWhere(): void {
  const { indexDir, stateDir } = loadConfig(readEnvironment(), PROJECT_ROOT);
  if (existsSync(indexDir)) return;
  process.stderr.write(
    `The index is kept in ${shownPath(indexDir)}, the bot's state in ${shownPath(stateDir)}\n`,
  );
}

function helpLines(): string[] {
  const rows = [
    ['[FOLDER]', 'serves a folder of Markdown files; the sample articles without one'],
    ...PACKAGED_COMMANDS.map(({ name, about, folder, script }) => [
      [name, folder === undefined ? '' : '[FOLDER]', script === 'ask' ? 'QUESTION' : '']
        .filter((word) => word !== '')
        .join(' '),
      about,
    ]),
  ] as const;
  const width = Math.max(...rows.map(([left = '']) => left.length)) + 2;
  return [
    'Answers questions from a folder of Markdown files, word for word: on a page, at a prompt, and in Telegram.',
    '',
    'usage:',
    ...rows.map(([left = '', right = '']) => `  ${wenda} ${left.padEnd(width)}${right}`),
    '',
    `${wenda} COMMAND --help lists the options of a command, --version prints the version.`,
    `Settings come from the environment or a file .env in the current folder, such as BOT_TOKEN, PORT and ARTICLES_DIR:`,
    `see ${path.join(PROJECT_ROOT, '.env.example')}`,
  ];
}
