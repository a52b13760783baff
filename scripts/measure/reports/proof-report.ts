// The results of the proofs, for a terminal and as a page.
import type { ProofRecord } from '../proofs/record.ts';

/** The claim of each proof, for the page. */
const CLAIMS: Readonly<Record<string, string>> = {
  kill:
    'Builds are killed by SIGKILL in every phase while the program serves the index and answers through its pages. Claim: every start finds a ' +
    'whole generation of the last published edit; every answer is that of a published edit and never of an older one than before; a ' +
    'complete build leaves no leftovers of the killed ones.',
  damage:
    'Files of an index are damaged, swapped and forged, with and without a previous generation. Claim: opening refuses them or serves the ' +
    'previous generation and reports it; it never crashes, hangs, or loads them.',
  disk:
    'First builds and rebuilds on a full file system, under a limit on the size of files, in a folder that is read-only or owned by another user. ' +
    'Claim: exit code 1, a message that names the place and the next step, the live index unchanged to the byte; the next build on a ' +
    'good disk leaves no leftovers.',
  state:
    'Processes that change every table through the real store, most of them with snapshots all the time, are killed by SIGKILL. Claim: all ' +
    'files are readable, and a start finds the state exactly as it was after the last change that the store had accepted, or between two lines of the one in hand.',
  delivery:
    'The bot is served by an emulated Bot API while many readers ask, vote and type inline. It is killed and stopped at random moments; calls fail ' +
    '(429, an HTML page, a reset, half a response, broken JSON, a stall; some of them were carried out); one chat hangs; all must pause; Telegram is away; the ' +
    'disk takes nothing. Claim: every question is answered, in the order of its chat and without an apology; at most one answer of a chat comes again per SIGKILL, ' +
    'none after a SIGTERM, which ends within 3 s, and otherwise only those whose response was lost; acknowledged votes are in the state; no call of a chat comes ' +
    'before its time; the bot polls within 10 s of a return.',
  soak:
    'One bot answers as fast as it can while a twentieth of the calls fail. Claim: nothing is lost, and after a third of the questions memory, open ' +
    'files and journal stay level.',
  memory:
    'Wikis of three sizes are built from scratch and served, in control groups with a limit on memory and without swap. Claim: both end well, ' +
    'and 300 questions are answered.',
  deploy:
    'The steps of deploy/Dockerfile run in empty roots, and the result serves as another user, without capabilities, on a root that cannot be ' +
    'written; then every command of docs/operations.md runs on a Debian that boots in a folder. Claim: all of them succeed, questions are answered ' +
    'through each way of serving, and a stop takes less than 3 s.',
};
/** Number of failures and skipped parts that a terminal shows. */
const SHOWN = 20;

export function proofLines(record: ProofRecord): string[] {
  const { name, seed, seconds, failures } = record;
  return [
    `${name}: ${runsOf(record)}, seed ${seed}, ${seconds.toFixed(0)} s`,
    ...Object.entries(record.outcomes).map(
      ([outcome, count]) => `  ${String(count).padStart(6)}  ${outcome}`,
    ),
    ...Object.entries(record.figures).map(([what, figure]) => `  ${what}: ${figure}`),
    ...record.skipped.slice(0, SHOWN).map((part) => `  skipped: ${part}`),
    ...failures.slice(0, SHOWN).map((failure) => `  FAILED ${failure}`),
    verdict(record),
  ];
}

function runsOf({ runs, done }: ProofRecord): string {
  return done < runs ? `${done} runs (of ${runs}: the time was up)` : `${runs} runs`;
}

function verdict({ failures, skipped }: ProofRecord): string {
  if (failures.length > 0) return `does not hold: ${failures.length} failures`;
  return skipped.length > 0 ? 'holds, as far as it could be tried' : 'holds';
}

/** The page that is committed. */
export function proofPage(records: readonly ProofRecord[]): string {
  const sections = records.map((record) => {
    const { name, command, date, machine, node, seed, seconds } = record;
    return [
      `## ${name}`,
      CLAIMS[name] ?? '',
      '',
      `**${verdict(record)}**: ${record.failures.length} failures in ${runsOf(record)}, seed ${seed}, ${Math.round(seconds)} s`,
      '```',
      command,
      '```',
      `${date.slice(0, 16).replace('T', ' ')} UTC; ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.system}, load ${machine.loadBefore.toFixed(1)} before; node ${node}`,
      '',
      '| outcome | times |',
      '| --- | --- |',
      ...Object.entries(record.outcomes).map(([outcome, count]) => `| ${outcome} | ${count} |`),
      ...Object.entries(record.figures).map(([what, figure]) => `| ${what} | ${figure} |`),
      '',
      ...record.skipped.map((part) => `- skipped: ${part}`),
      ...record.failures.slice(0, SHOWN).map((failure) => `- failed: ${failure}`),
    ].join('\n');
  });
  const head = [
    '# Proofs',
    'What happens to index, state and answers when processes are killed, files damaged, disks full and networks bad: the last results of `npm run prove -- all --json ' +
      'docs/proofs.json --markdown docs/proofs.md`. `npm test` runs short forms with a new seed each time. The seed ' +
      'chooses kinds, files and moments; the exact arrival of a signal depends on the machine.',
  ].join('\n\n');
  return `${[head, ...sections.map((section) => section.trim())].join('\n\n')}\n`;
}
