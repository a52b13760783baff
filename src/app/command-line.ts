// The command line of a program. One table of options decides what is parsed, the types of the values, and what --help
// prints. node:util parses: it is strict, typed and already there.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Failure, reasonOf } from '../system/failure.ts';
import type { Environment } from './config.ts';
import { typed, userPath } from './environment.ts';
import { runMain } from './run-main.ts';
import { readVersion } from './version.ts';

export type Option = {
  /** One line for the help. */
  help: string;
} & (
  | { type: 'flag' }
  /** `value` names the value in the help: FILE, DIR, N. A path is relative to the folder that the user is in. */
  | { type: 'text' | 'path'; value: string; multiple?: true }
  /** A whole number above 0. */
  | { type: 'number'; value: string; default?: number }
);

type Options = Readonly<Record<string, Option>>;
type NodeOption = NonNullable<ParseArgsConfig['options']>[string];

export type Command<O extends Options = Options> = {
  /** As the user types it: `npm run ask`. */
  name: string;
  /**
   * The arguments besides options, as the help shows them: `QUESTION`, `[inline|swap]`. Without it, arguments are an
   * error.
   */
  operands?: string | undefined;
  /** What the program does, in lines. */
  about: string;
  options: O;
  /** What each exit code means. */
  exitCodes: Readonly<Record<number, string>>;
  /** The exit code of a failure; 1 unless it says something else. */
  failed?: number;
};

type Value<T extends Option> = T extends { type: 'flag' }
  ? boolean
  : T extends { multiple: true }
    ? string[]
    : T extends { default: number }
      ? number
      : T extends { type: 'number' }
        ? number | undefined
        : string | undefined;

export type CommandLine<O extends Options> = { values: { [K in keyof O]: Value<O[K]> }; operands: string[] };

/** The options of every program. */
const OWN = {
  help: { type: 'flag', help: 'print this help' },
  version: { type: 'flag', help: "print Wenda's version" },
} as const;

/**
 * Runs a program: prints its help or the version on request, else calls `main`, whose result is the exit code. See
 * `runMain`.
 */
export function runCommand<const O extends Options>(
  command: Command<O>,
  main: (env: Environment, line: CommandLine<O>) => Promise<number>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  return runMain(async (env) => {
    const { asksFor, ...line } = parseCommandLine(command, args);
    if (asksFor === undefined) return main(env, line);
    const text = asksFor === 'help' ? typed(helpLines(command).join('\n')) : readVersion();
    process.stdout.write(`${text}\n`);
    return 0;
  }, command.failed);
}

/**
 * @param args the arguments after the program's name
 * @throws Failure `config` naming the option that is unknown, lacks its value or has a wrong one
 */
export function parseCommandLine<const O extends Options>(
  { name, options, operands }: Command<O>,
  args: readonly string[],
): CommandLine<O> & { asksFor: keyof typeof OWN | undefined } {
  const parsed = parse();
  const values = Object.entries(options).map(([key, option]) => [
    key,
    valueOf(key, option, parsed.values[key]),
  ]);
  return {
    // The type states for each option what `valueOf` returns for it.
    values: Object.fromEntries(values) as CommandLine<O>['values'],
    operands: parsed.positionals,
    asksFor:
      parsed.values['help'] === true ? 'help' : parsed.values['version'] === true ? 'version' : undefined,
  };

  function parse() {
    try {
      return parseArgs({
        args: [...args],
        options: Object.fromEntries(
          Object.entries({ ...options, ...OWN }).map(([key, o]) => [key, asNodeTakesIt(o)]),
        ),
        allowPositionals: operands !== undefined,
      });
    } catch (error) {
      // Its second sentence explains how to write a word that looks like an option.
      const [what = ''] = reasonOf(error).split('. ');
      throw new Failure('config', `${what}; ${beforeArguments(name)} --help lists the options`);
    }
  }
}

const asNodeTakesIt = (option: Option): NodeOption => ({
  type: option.type === 'flag' ? 'boolean' : 'string',
  multiple: 'multiple' in option,
});

type Given = string | boolean | (string | boolean)[] | undefined;

function valueOf(key: string, option: Option, given: Given): unknown {
  switch (option.type) {
    case 'flag':
      return given === true;
    case 'number':
      return given === undefined ? option.default : wholeNumber(key, String(given));
    case 'path':
    case 'text': {
      const texts = [given ?? []]
        .flat()
        .map((text) => (option.type === 'path' ? userPath(String(text)) : String(text)));
      return option.multiple === true ? texts : texts[0];
    }
  }
}

function wholeNumber(key: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Failure('config', `--${key} is "${text}"; write a whole number above 0`);
  return Number(text);
}

/** npm keeps options for itself unless two hyphens precede them. */
const beforeArguments = (name: string): string => (name.includes(' -- ') ? name : `${name} --`);

/** What a command does, its usage, options and exit codes. */
export function helpLines({ name, operands, about, options, exitCodes }: Command): string[] {
  const rows = Object.entries({ ...options, ...OWN } as Options).map(([key, option]) => {
    const value = option.type === 'flag' ? '' : ` ${option.value}${'multiple' in option ? '…' : ''}`;
    const fallback = 'default' in option ? ` (default: ${option.default})` : '';
    return [`  --${key}${value}`, option.help + fallback] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    about,
    '',
    `usage: ${beforeArguments(name)} ${operands === undefined ? '' : `${operands} `}[options]`,
    ...rows.map(([left, right]) => left.padEnd(width) + right),
    '',
    'exit code:',
    ...Object.entries(exitCodes).map(([code, meaning]) => `  ${code}  ${meaning}`),
  ];
}
