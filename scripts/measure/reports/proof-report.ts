// What came of the proofs, for a terminal and as a page.
import type { ProofRecord } from '../proofs/record.ts';

/** What each proof holds, for the page. */
const CLAIMS: Readonly<Record<string, string>> = {
  kill:
    'Builds are killed by SIGKILL in every phase while the program serves the index and is asked through its pages. Held: every start finds a ' +
    'whole generation, of the last edit that was published; every answer is that of an edit that was published, and never goes back; a ' +
    'build that ends leaves nothing of the killed ones behind.',
  damage:
    'Files of an index are damaged, exchanged and forged, with and without a generation before. Held: opening refuses them or serves the ' +
    'generation before and says so; it never dies of a signal, hangs, or loads them.',
  disk:
    'Builds on a file system that is full, under a limit on the size of files, in a folder that is read-only or belongs to someone else, first builds and ' +
    'rebuilds. Held: exit code 1, a message that names the place and the next step, the live index the same to the byte; the next build on a ' +
    'good disk leaves nothing behind.',
  state:
    'Processes that write reads, votes, languages, questions and answered updates through the real store are killed by SIGKILL. Held: all ' +
    'files can be read, every table is exactly what it was after some change, and nothing older than the time between two writes (5 s, answered updates 1 s) and the writing itself (2 s at most) is lost; nothing at all after a flush.',
};
/** Failures and skipped parts that a terminal shows. */
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
    'What happens to index and state when processes are killed, files damaged and disks full, as `npm run prove -- all --json ' +
      'docs/proofs.json --markdown docs/proofs.md` found it last. `npm test` runs short forms with a seed of its own each time. The seed ' +
      'draws kinds, files and moments; when exactly a signal arrives is up to the machine.',
  ].join('\n\n');
  return `${[head, ...sections.map((section) => section.trim())].join('\n\n')}\n`;
}
