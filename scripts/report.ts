// What readers could not find, and numbers of days, for scripts. It reads the files beside a running bot, without a change to them.
import path from 'node:path';
import { runCommand } from '../src/app/command-line.ts';
import { loadConfig } from '../src/app/config.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { INSIGHT_FOLDER } from '../src/app/open-insight.ts';
import { FORMATS, renderReport } from '../src/app/report.ts';
import { writeError } from '../src/app/run-main.ts';
import { terminalWords } from '../src/app/terminal-words.ts';
import { createGapList } from '../src/insight/gap-list.ts';
import { calendarOf, daysUntil } from '../src/insight/calendar.ts';
import { DAYS_SCHEMA, MAX_DAYS } from '../src/insight/days.ts';
import { DAY_MS, GAP_SCHEMA } from '../src/insight/gap-tables.ts';
import { GAP_STATUSES } from '../src/insight/insight.ts';
import { summaryOf } from '../src/insight/summary.ts';
import { readDurableTables } from '../src/storage/read-durable-tables.ts';
import { Failure } from '../src/system/failure.ts';

const REPORT = {
  name: 'npm run report',
  about:
    'Lists what readers could not find, and counts what they asked, also while the bot runs. Words that only one person asked are left out.',
  options: {
    days: { type: 'number', value: 'N', default: 30, help: 'today and the days before it' },
    csv: { type: 'flag', help: 'a row for every gap, for spreadsheets; no numbers' },
    json: { type: 'flag', help: 'everything, for programs' },
    markdown: { type: 'flag', help: 'to read (the default)' },
    lang: { type: 'text', value: 'zh-hans|zh-hant|en', help: "its language (default: the terminal's)" },
    state: { type: 'path', value: 'DIR', help: 'the state to read instead of STATE_DIR' },
  },
  exitCodes: { 0: 'printed', 1: 'failed' },
} as const;

await runCommand(REPORT, async (env, { values }) => {
  const formats = FORMATS.filter((format) => values[format]);
  if (formats.length > 1)
    throw new Failure('config', `choose one of ${formats.map((format) => `--${format}`).join(' and ')}`);
  const { days, state } = values;
  const { stateDir, timeZone } = loadConfig(env, PROJECT_ROOT);
  const folder = path.join(state ?? stateDir, INSIGHT_FOLDER);
  const tables = await readDurableTables({
    folder,
    schema: { ...GAP_SCHEMA, ...DAYS_SCHEMA },
    onProblem: (message) => {
      writeError(`${message}\n`);
    },
  });
  const now = Date.now();
  const { list } = createGapList(tables, () => now);
  const gaps = GAP_STATUSES.flatMap((status) => list({ offset: 0, limit: Infinity, status }).gaps);
  const report = {
    days,
    at: new Date(now).toISOString(),
    gaps: gaps.filter(({ lastAt }) => now - Date.parse(lastAt) <= days * DAY_MS),
    numbers: summaryOf(daysUntil(calendarOf(timeZone)(now), Math.min(days, MAX_DAYS)), (day) =>
      tables.days.get(day),
    ),
  };
  const t = terminalWords(values.lang === undefined ? env : { LANG: values.lang });
  process.stdout.write(renderReport(report, formats[0] ?? 'markdown', t));
  return 0;
});
