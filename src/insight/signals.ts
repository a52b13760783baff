// What happened → signs of gaps, each kept apart. A sign is written at once, so that a kill loses none, and taken back
// when what follows says that it was none:
//
//   asked: unsure ──────────→ `unsure` ──2 minutes, or the next question──→ it counts
//                                 └──read within 2 minutes──→ taken back
//   asked: nothing ─────────→ `nothing`
//   asked within 2 minutes
//   in other words ─────────→ `asked-again`, about the question before
//   voted down ─────────────→ `voted-down` ──vote taken back──→ taken back
//   a person was asked for ─→ `handed-over`
import { LRUCache } from 'lru-cache';
import { type Answer, isUnanswered, questionInFull, shownPassage, singleAnswers } from '../answer/answer.ts';
import type { Observed, Occasion } from '../answer/observed.ts';
import type { BoundedTable } from '../storage/bounded-table.ts';
import { clipped } from '../storage/tables.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { similarity, termSet } from '../text/similarity.ts';
import type { Asking, Signal } from './gap-tables.ts';
import { isQuestion } from './is-question.ts';

import { ALIKE } from './likeness.ts';

export interface Signals {
  /** Must not be called again before it has settled. */
  note(observed: Observed): Promise<void>;
  /** Whether a signal may still be taken back because its answer was read. */
  isPending(signal: Signal): boolean;
  /** Deletes those of a reader, of a chat, or of a reader in a chat; returns what was deleted. */
  forget(isGone: (one: Pick<Asking, 'asker' | 'chat'>) => boolean): Signal[];
}

export type SignalsDependencies = {
  table: BoundedTable<Signal>;
  /** A keyed hash. */
  hash: (text: string) => string;
  /** How alike two questions are, see likeness.ts. */
  likeness: (a: string, b: string) => Promise<number>;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** How soon an answer is read, or a question asked again. */
const SOON_MS = 120_000;
/** Readers whose last question is remembered. */
const REMEMBERED = 2_000;
/** Most questions of a message. */
const MAX_PARTS = 3;
/** A question that shares this much was corrected, not asked in other words. */
const SAME_WORDS = 0.85;

/** The last message of a reader. */
type Last = {
  /** Names its signals. */
  id: string;
  question: Normal;
  /** The section it was surely answered with. */
  found: string | undefined;
  sectionId: string | undefined;
  /** Signals that are taken back if the answer is read. */
  pending: string[];
  at: number;
};

export function createSignals({ table, hash, likeness, now }: SignalsDependencies): Signals {
  const lasts = new LRUCache<string, Last>({ max: REMEMBERED });
  for (const { id, kind, asker, chat, question, sectionId, at } of table.rows())
    if (kind === 'unsure' && now() - at <= SOON_MS)
      // After a restart, its answer may still be read.
      lasts.set(`${asker} ${chat}`, {
        id: id.slice(0, id.lastIndexOf('.')),
        question: question as Normal, // stored so
        found: undefined,
        sectionId,
        pending: [id],
        at,
      });

  async function note(observed: Observed): Promise<void> {
    // What is typed for an inline query is still growing.
    if (observed.channel === 'inline') return;
    switch (observed.kind) {
      case 'asked':
        await noteAnswer(observed);
        return;
      case 'read':
        noteRead(observed);
        return;
      case 'voted':
        noteVote(observed);
        return;
      case 'handed-over':
        noteRequest(observed);
        return;
      case 'failed':
        return;
    }
  }

  async function noteAnswer(observed: Observed & { kind: 'asked' }): Promise<void> {
    const { answer, message, at } = observed;
    if (answer.kind === 'continued') {
      noteRead(observed);
      return;
    }
    const who = whoOf(observed);
    const asked = singleAnswers(answer).map((single) => ({ single, question: normalQuestion(single) }));
    const questions = asked.filter(({ question }) => isQuestion(question));
    const [first] = questions;
    if (first === undefined) return;
    const id = hash(
      message === undefined ? `${who.asker} ${who.chat} ${first.question}` : `${who.chat} ${message}`,
    );
    const last = lasts.get(keyOf(who));
    if (last !== undefined && last.id !== id && at - last.at <= SOON_MS) {
      const isAgain = await isAskedAgain(
        last,
        answer,
        questions.map(({ question }) => question),
      );
      // The reader may have been forgotten meanwhile.
      if (lasts.get(keyOf(who)) !== last) return;
      if (isAgain) put({ ...who, ...last, id: `${last.id}.again`, kind: 'asked-again' });
    }
    const open = questions
      .filter(({ single }) => isUnanswered(single))
      .map(({ single, question }, i) => ({
        id: `${id}.${i}`,
        kind: single.kind === 'unsure' ? ('unsure' as const) : ('nothing' as const),
        question,
        sectionId: shownPassage(single)?.ref.sectionId,
      }));
    // What is edited, or told once more, replaces what it was.
    for (let i = open.length; i < MAX_PARTS; i++) table.delete(`${id}.${i}`);
    for (const one of open) put({ ...who, ...one, at });
    const sectionId = shownPassage(answer)?.ref.sectionId;
    lasts.set(keyOf(who), {
      id,
      question: first.question,
      found: answer.kind === 'found' ? sectionId : undefined,
      sectionId,
      pending: open.filter(({ kind }) => kind === 'unsure').map((one) => one.id),
      at,
    });
  }

  function noteRead(occasion: Occasion): void {
    const last = lasts.get(keyOf(whoOf(occasion)));
    if (last === undefined || occasion.at - last.at > SOON_MS) return;
    for (const id of last.pending.splice(0)) table.delete(id);
  }

  function noteVote(observed: Observed & { kind: 'voted' }): void {
    const { vote, reason, sectionId, at } = observed;
    const who = whoOf(observed);
    const question = clippedNormal(observed.question);
    if (vote === 'down') {
      if (!isQuestion(question)) return;
      const id = hash(`voted ${who.asker} ${who.chat} ${sectionId} ${question}`);
      put({ ...who, id, kind: 'voted-down', question, sectionId, reason, at });
      return;
    }
    for (const row of table.rows())
      if (
        row.kind === 'voted-down' &&
        row.sectionId === sectionId &&
        row.asker === who.asker &&
        row.chat === who.chat &&
        (question === '' || row.question === question)
      )
        table.delete(row.id);
  }

  function noteRequest(observed: Observed & { kind: 'handed-over' }): void {
    const who = whoOf(observed);
    const last = lasts.get(keyOf(who));
    const told = clippedNormal(observed.question);
    // "A person, please" is no question; what was asked before it is.
    const question = isQuestion(told) ? told : last?.question;
    if (question === undefined) return;
    const sectionId = last?.question === question ? last.sectionId : undefined;
    const id = hash(`handed over ${who.asker} ${who.chat} ${question}`);
    put({ ...who, id, kind: 'handed-over', question, sectionId, at: observed.at });
  }

  /** Whether a question says in other words what the last one asked, and does not go on from its answer. */
  async function isAskedAgain(last: Last, answer: Answer, questions: readonly Normal[]): Promise<boolean> {
    const [question, ...others] = questions;
    if (question === undefined || others.length > 0 || answer.kind === 'parts') return false;
    if ('assumedTopic' in answer && answer.assumedTopic !== undefined) return false;
    if ('carriedWords' in answer && answer.carriedWords !== undefined) return false;
    const found = answer.kind === 'found' ? answer.main.ref.sectionId : undefined;
    // Two sure answers from two sections: something else was asked.
    if (found !== undefined && last.found !== undefined && found !== last.found) return false;
    if (similarity(termSet(question), termSet(last.question)) >= SAME_WORDS) return false;
    return (await likeness(last.question, question)) >= ALIKE;
  }

  function put({ question, ...row }: Omit<Signal, 'gap'>): void {
    const { id, kind, asker, chat, channel, reason, sectionId, at } = row;
    const before = table.get(id);
    const isSame = before?.question === question && before.kind === kind;
    table.put({
      ...{ id, kind, asker, chat, channel, question, at },
      ...(reason !== undefined && { reason }),
      ...(sectionId !== undefined && { sectionId }),
      ...(isSame && before.gap !== undefined && { gap: before.gap }),
    });
  }

  /** Readers without a name are one. */
  function whoOf({ asker, chat, channel }: Occasion): Pick<Signal, 'asker' | 'chat' | 'channel'> {
    return { asker: hash(`asker ${asker ?? chat ?? ''}`), chat: hash(`chat ${chat ?? ''}`), channel };
  }

  return {
    note,
    isPending: ({ id, asker, chat, at }) =>
      now() - at <= SOON_MS && lasts.peek(`${asker} ${chat}`)?.pending.includes(id) === true,
    forget: (isGone) => {
      const gone = table.rows().filter(isGone);
      for (const { id } of gone) table.delete(id);
      for (const key of [...lasts.keys()]) {
        const [asker = '', chat = ''] = key.split(' ');
        if (isGone({ asker, chat })) lasts.delete(key);
      }
      return gone;
    },
  };
}

function keyOf({ asker, chat }: Pick<Signal, 'asker' | 'chat'>): string {
  return `${asker} ${chat}`;
}

export function normalQuestion(answer: Parameters<typeof questionInFull>[0]): Normal {
  return clippedNormal(questionInFull(answer));
}

/** A clipped text in normal form is one: at most its last character changes. */
function clippedNormal(text: string): Normal {
  return normalise(clipped(normalise(text)));
}
