// Readers who ask, vote and type inline, and what came of it: what is still open, and every breach of the promises.
import type { User } from 'grammy/types';
import { decodeCallback } from '../../../../src/bot/callback-data.ts';
import { questionOf } from '../../../../src/bot/question-of.ts';
import { zhHans } from '../../../../src/locales/zh-hans.ts';
import type { Vote } from '../../../../src/storage/state-store.ts';
import { pick } from '../proof.ts';
import type { FaultyTelegram } from './faulty-telegram.ts';

/** How a life of the bot ended; undefined if it still runs. */
export type End = 'SIGKILL' | 'SIGTERM' | undefined;

type Question = {
  /** No two are the same: an answer that quotes nothing is known by the question that it carries. */
  text: string;
  askedAt: number;
  /** Milliseconds until the first answer. */
  tookMs: number | undefined;
  /** The life of the bot in which each answer came. */
  lives: number[];
};
type Chat = {
  reader: User;
  questions: Map<number, Question>;
  /** The question answered last, and in which life of the bot. */
  last: { life: number; messageId: number };
  /** The question that was last answered for the first time. */
  lastNew: number;
};
/** A vote that the bot has acknowledged. */
export type Acknowledged = { chatId: number; messageId: number; vote: Vote };

export type Readers = {
  /** Sends a question to one of the chats. @returns the chat */
  ask: (number?: number) => number;
  /** A question, a vote on an answer, or an inline query of someone new. */
  act: () => void;
  /** The same without inline queries. */
  write: () => void;
  /** What follows happens in the next life of the bot. */
  bornAgain: (ended: Exclude<End, undefined>) => void;
  /** Questions, votes and queries that wait. */
  open: () => number;
  isAnswered: (chatId: number) => boolean;
  answered: () => number;
  /** What the bot has done, with counts. */
  outcomes: () => [string, number][];
  votes: readonly Acknowledged[];
  /** Milliseconds to the first answer, of all chats but these. */
  times: (except: ReadonlySet<string>) => number[];
  problems: () => string[];
};

/** Shares of what readers do besides asking. */
const VOTING = 0.15;
const TYPING = 0.1;
const FIRST_READER = 1000;
const FIRST_TYPIST = 1_000_000;

export type ReadersOptions = {
  telegram: Pick<FaultyTelegram, 'emulator' | 'lostResponses'>;
  /** Number of chats. */
  chats: number;
  questions: readonly string[];
  random: () => number;
};

export function createReaders({ telegram, chats, questions, random }: ReadersOptions): Readers {
  const { emulator } = telegram;
  const problems: string[] = [];
  const lives: End[] = [undefined];
  const byId = new Map<number, Chat>();
  const votable: { chatId: number; messageId: number; data: string; vote: Vote }[] = [];
  const votes: Acknowledged[] = [];
  let asked = 0;
  let [waiting, pressing, typing, typists, answers] = [0, 0, 0, 0, 0];
  const inline = { answered: 0, unanswered: 0 };

  emulator.subscribe((event) => {
    if (event.kind !== 'message' || !event.message.from.is_bot) return;
    const { message, chatId } = event;
    const chat = byId.get(chatId);
    const carried = questionOf(message, message.from);
    const to =
      message.reply_to_message?.message_id ??
      [...(chat?.questions ?? [])].find(([, { text }]) => text === carried)?.[0];
    const question = chat?.questions.get(to ?? 0);
    if (chat === undefined || to === undefined || question === undefined)
      problems.push(`chat ${chatId} got what answers nothing: ${(message.text ?? '').slice(0, 60)}`);
    else {
      if (message.text === zhHans.failed) problems.push(`chat ${chatId} got an apology`);
      came(chat, to, question);
    }
    for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
      if (!('callback_data' in button)) continue;
      const decoded = decodeCallback(button.callback_data);
      if (decoded?.kind !== 'vote' || decoded.choice !== 'up') continue;
      votable.push({
        chatId,
        messageId: message.message_id,
        data: button.callback_data,
        vote: decoded.choice,
      });
      break;
    }
  });

  function came(chat: Chat, messageId: number, question: Question): void {
    const life = lives.length - 1;
    if (question.lives.length === 0) {
      waiting--;
      answers++;
      question.tookMs = Date.now() - question.askedAt;
      if (messageId < chat.lastNew) problems.push(`chat ${chat.reader.id}: ${messageId} came out of order`);
      chat.lastNew = messageId;
    }
    if (chat.last.life === life && messageId < chat.last.messageId)
      problems.push(`chat ${chat.reader.id}: ${messageId} came after ${chat.last.messageId}`);
    chat.last = { life, messageId };
    question.lives.push(life);
  }

  function ask(number = Math.floor(random() * chats)): number {
    const id = FIRST_READER + number;
    let chat = byId.get(id);
    if (chat === undefined) {
      const reader = { id, is_bot: false, first_name: `读者${number}`, language_code: 'zh-hans' };
      byId.set(id, (chat = { reader, questions: new Map(), last: { life: 0, messageId: 0 }, lastNew: 0 }));
    }
    waiting++;
    const text = pick(random, questions) + invisible(asked++);
    const { message_id } = emulator.say(id, chat.reader, text);
    chat.questions.set(message_id, { text, askedAt: Date.now(), tookMs: undefined, lives: [] });
    return id;
  }

  function write(): void {
    if (random() < VOTING && votable.length > 0) void vote();
    else ask();
  }

  async function vote(): Promise<void> {
    const [chosen] = votable.splice(Math.floor(random() * votable.length), 1);
    const reader = byId.get(chosen?.chatId ?? 0)?.reader;
    if (chosen === undefined || reader === undefined) return;
    const { chatId, messageId, data } = chosen;
    pressing++;
    const outcome = await emulator.press(chatId, messageId, reader, data);
    pressing--;
    if (outcome.answered) votes.push({ chatId, messageId, vote: chosen.vote });
    else problems.push(`chat ${chatId}: a vote was not acknowledged`);
  }

  async function type(): Promise<void> {
    const id = FIRST_TYPIST + typists++;
    typing++;
    const outcome = await emulator.inline({ id, is_bot: false, first_name: '打字' }, pick(random, questions));
    typing--;
    inline[outcome.answered ? 'answered' : 'unanswered']++;
  }

  /** Answers that came again, by the end of the life in which they had come before. */
  function repeats(): { count: Map<string, number>; problems: string[] } {
    const found = new Map<string, number>();
    const wrong: string[] = [];
    const add = (what: string): number => {
      const count = (found.get(what) ?? 0) + 1;
      found.set(what, count);
      return count;
    };
    for (const [id, { questions: asked }] of byId) {
      const within = new Map<number, number>();
      let lost = 0;
      for (const { lives: came } of asked.values())
        for (const [i, life] of came.entries()) {
          const before = came[i - 1];
          if (before === undefined) continue;
          const end = before === life ? undefined : lives[before];
          add(end ?? 'a lost response');
          if (end === undefined) lost++;
          else within.set(before, (within.get(before) ?? 0) + 1);
        }
      if (lost > telegram.lostResponses(String(id)))
        wrong.push(`chat ${id}: ${lost} answers came again without a reason`);
      for (const [life, count] of within)
        if (lives[life] === 'SIGTERM' || count > 1)
          wrong.push(`chat ${id}: ${count} answers came again after ${String(lives[life])}`);
    }
    return { count: found, problems: wrong };
  }

  return {
    ask,
    act: () => {
      if (random() < TYPING) void type();
      else write();
    },
    write,
    bornAgain: (ended) => {
      lives[lives.length - 1] = ended;
      lives.push(undefined);
    },
    open: () => waiting + pressing + typing,
    isAnswered: (chatId) =>
      [...(byId.get(chatId)?.questions.values() ?? [])].every(({ lives: came }) => came.length > 0),
    answered: () => answers,
    votes,
    times: (except) =>
      [...byId].flatMap(([id, { questions: asked }]) =>
        except.has(String(id)) ? [] : [...asked.values()].flatMap(({ tookMs }) => tookMs ?? []),
      ),
    outcomes: () => [
      ['questions answered', answers],
      ['votes acknowledged', votes.length],
      ['inline queries answered', inline.answered],
      ...[...repeats().count].map(([end, count]): [string, number] => [
        `answers repeated after ${end}`,
        count,
      ]),
    ],
    problems: () => [
      ...problems,
      ...repeats().problems,
      ...(inline.unanswered === 0 ? [] : [`${inline.unanswered} inline queries were not answered`]),
      ...[...byId].flatMap(([id, { questions: asked }]) =>
        [...asked].flatMap(([messageId, { lives: came }]) =>
          came.length === 0 ? [`chat ${id}: ${messageId} was never answered`] : [],
        ),
      ),
    ],
  };
}

/** A number as characters without width, which no search sees. */
function invisible(number: number): string {
  return number.toString(2).replaceAll('0', '\u200b').replaceAll('1', '\u200d');
}
