// Looks at a built wiki as its readers see it, for an operator who has just pointed Wenda at a folder.
import { runCommand } from '../src/app/command-line.ts';
import { lookAtWiki } from './measure/look-at-wiki.ts';
import { withMeasured } from './measure/open-for-measuring.ts';

const LOOK_AT_WIKI = {
  name: 'npm run look-at-wiki',
  about:
    'Asks a wiki for its own sections and sentences: does a heading open its section, is markup shown raw?',
  options: {
    index: { type: 'path', value: 'DIR', help: 'the index to look at instead of INDEX_DIR' },
    excerpts: { type: 'number', value: 'N', help: 'random excerpts to look at (default: 200)' },
    headings: { type: 'number', value: 'N', help: 'headings to ask, at random (default: 1000)' },
    seed: { type: 'number', value: 'N', help: 'the seed of an earlier run, to repeat it (default: 1)' },
    json: { type: 'flag', help: 'print the result for programs' },
  },
  exitCodes: { 0: 'every heading opens its section, and no markup is shown', 1: 'failed, or not' },
} as const;

/** Lines of each kind that are printed. */
const MAX_LINES = 20;

await runCommand(LOOK_AT_WIKI, async (env, { values }) => {
  const { excerpts = 200, headings = 1000, seed = 1 } = values;
  const look = await withMeasured(env, values.index, (measured) =>
    lookAtWiki(measured, { excerpts, headings, seed }),
  );
  const { missed, asked } = look.headings;
  const { raw, shown } = look.excerpts;
  const lines = [
    `${asked - missed.length} of ${asked} headings open their own section, surely`,
    ...missed.slice(0, MAX_LINES).map((heading) => `  not: ${heading}`),
    `${shown - raw.length} of ${shown} excerpts show no markup`,
    ...raw.slice(0, MAX_LINES).map((line) => `  raw: ${line}`),
  ];
  process.stdout.write(values.json ? `${JSON.stringify(look, null, 2)}\n` : `${lines.join('\n')}\n`);
  return missed.length === 0 && raw.length === 0 ? 0 : 1;
});
