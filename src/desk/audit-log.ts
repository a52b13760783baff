// The audit log: who did what to which ticket, and when. Lines are only ever added, and never have a text of a message or
// a reader's account in them, so that /forget has nothing to delete here.
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync, truncateSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf, writeRemedy } from '../system/failure.ts';

const NAME = 'audit';
const MAX_BYTES = 10 * 1024 * 1024;
/** The current file and the full ones before it. */
const MAX_FILES = 5;

export type AuditEntry = {
  /** An account of the staff; `reader` for the ticket's own reader, `wenda` for what happens by itself. */
  who: number | 'reader' | 'wenda';
  did: string;
  /** Id of a ticket. */
  ticket: string;
  /** What it was changed to, such as a priority or an account; no words of a message. */
  to?: string | number | undefined;
};

export interface AuditLog {
  /** On its way to the disk when this returns. Never throws. */
  note: (entry: AuditEntry) => void;
}

export type AuditLogOptions = {
  /** Created if it does not exist. */
  folder: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called once when the log cannot be written, until it can be again. */
  onProblem: (message: string) => void;
  /** Bytes after which a new file is begun; for tests. */
  maxBytes?: number;
};

export function openAuditLog({ folder, now, onProblem, maxBytes = MAX_BYTES }: AuditLogOptions): AuditLog {
  const file = path.join(folder, `${NAME}.jsonl`);
  const older = (number: number): string => path.join(folder, `${NAME}.${number}.jsonl`);
  let size: number | undefined;
  let isBroken = false;

  function rotate(): void {
    rmSync(older(MAX_FILES - 1), { force: true });
    for (let number = MAX_FILES - 2; number >= 1; number--) move(older(number), older(number + 1));
    move(file, older(1));
  }

  return {
    note: (entry) => {
      try {
        size ??= begin(folder, file);
        const line = `${JSON.stringify({ at: new Date(now()).toISOString(), ...entry })}\n`;
        const length = Buffer.byteLength(line);
        if (size > 0 && size + length > maxBytes) {
          rotate();
          size = 0;
        }
        appendFileSync(file, line);
        size += length;
        isBroken = false;
      } catch (error) {
        if (!isBroken) onProblem(`${file} cannot be written (${reasonOf(error)}); ${writeRemedy(error)}`);
        isBroken = true;
        size = undefined; // half a line may have been written
      }
    },
  };
}

/** Cuts off what a crash has left of a last line. @returns the file's size */
function begin(folder: string, file: string): number {
  mkdirSync(folder, { recursive: true });
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size === 0) return 0;
  const whole = readFileSync(file).lastIndexOf('\n') + 1;
  if (whole < size) truncateSync(file, whole);
  return whole;
}

function move(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}
