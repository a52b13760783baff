// Kills the real bot while readers and staff write to each other through it. Afterwards each message is on the other side
// exactly once, in its order.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { User } from 'grammy/types';
import { reasonOf } from '../../../src/system/failure.ts';
import { randomNumbers } from '../../../src/system/random-numbers.ts';
import { sampleWiki } from './delivery.ts';
import { type FaultyTelegram, openFaultyTelegram, TOKEN } from './delivery/faulty-telegram.ts';
import { createProof, type Proof, type ProofOptions, within } from './proof.ts';
import { runProgram, type RunningProgram } from './running-program.ts';

const STAFF_CHAT = -1_001_234_567_890;
const STAFF: User = { id: 11, is_bot: false, first_name: '小王' };
const READERS: User[] = [21, 22, 23].map((id) => ({ id, is_bot: false, first_name: `读者${id}` }));
const START_MS = 30_000;
/** From the last message to the kill, unless it comes while a copy is on its way. */
const LATER_MS = 1500;
const MOST_MESSAGES = 4;
const PATIENCE_MS = 60_000;

/** A message and the chat in which its copy has to be. */
type Written = { text: string; to: number };

export async function proveDesk({ runs, seed, log, isTimeUp = () => false }: ProofOptions): Promise<Proof> {
  const proof = createProof();
  const random = randomNumbers(seed);
  const home = await mkdtemp(path.join(tmpdir(), 'wenda-desk-'));
  const telegram = await openFaultyTelegram();
  const { emulator } = telegram;
  const written: Written[] = [];
  const topics = new Map<number, number>();
  let bot: RunningProgram | undefined;
  try {
    const { articlesDir, indexDir } = await sampleWiki(home);
    const serve = async (): Promise<RunningProgram> => {
      const polled = telegram.polled();
      const begun = runProgram({
        ...{ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url, STAFF_CHAT: String(STAFF_CHAT) },
        ...{ ARTICLES_DIR: articlesDir, INDEX_DIR: indexDir, STATE_DIR: path.join(home, 'state') },
        QUESTIONS_PER_MINUTE: '0',
      });
      const isUp = await within(START_MS, Promise.race([polled.then(() => true), begun.ended]));
      if (isUp !== true)
        throw new Error(`the bot does not poll (${String(isUp)}): ${begun.log().slice(-500)}`);
      return begun;
    };
    emulator.createSupergroup({ id: STAFF_CHAT, title: '客服', isForum: true, people: [{ user: STAFF }] });
    emulator.addBotTo(STAFF_CHAT, STAFF);
    emulator.setBotStanding(STAFF_CHAT, 'administrator', STAFF);
    bot = await serve();
    for (const reader of READERS) topics.set(reader.id, await handOver(telegram, reader));

    let [asked, inFlight] = [0, 0];
    let isArmed = false;
    telegram.setFaults(({ method }) => {
      if (method === 'editMessageReplyMarkup') asked++;
      if (!isArmed || method !== 'copyMessage') return undefined;
      isArmed = false;
      inFlight++;
      bot?.send('SIGKILL');
      return { kind: 'reset', isCarriedOut: random() < 0.5 };
    });
    const write = (): void => {
      const reader = READERS[Math.floor(random() * READERS.length)] ?? STAFF;
      const text = `第${written.length}条。`;
      if (random() < 0.5) {
        emulator.say(reader.id, reader, text);
        written.push({ text, to: STAFF_CHAT });
      } else {
        emulator.say(STAFF_CHAT, STAFF, text, { threadId: topics.get(reader.id) ?? 0 });
        written.push({ text, to: reader.id });
      }
    };
    for (let run = 1; run <= runs && !isTimeUp(); run++) {
      isArmed = random() < 0.7;
      for (let left = Math.floor(random() * MOST_MESSAGES) + 1; left > 0; left--) {
        write();
        await pause(random() * 15);
      }
      await pause(random() * LATER_MS);
      isArmed = false;
      bot.send('SIGKILL');
      await bot.ended;
      if (random() < 0.5) write();
      bot = await serve();
      log(`${++proof.done}/${runs}`);
    }
    const isThere = ({ text, to }: Written): number =>
      emulator.messages(to).filter((message) => message.text === text && message.from.is_bot).length;
    const missing = (): number => written.filter((one) => isThere(one) === 0).length;
    const isQuiet = (): boolean => missing() === 0 && emulator.pendingUpdates().length === 0;
    await until(isQuiet, missing).catch((error: unknown) => {
      const waiting = emulator.pendingUpdates().length;
      proof.failures.push(`${reasonOf(error)}, ${waiting} updates wait: ${bot?.log().slice(-500)}`);
    });
    // What would come a second time.
    await pause(5_000);
    for (const one of written) {
      const copies = isThere(one);
      proof.count(copies === 1 ? 'messages that came once' : copies === 0 ? 'lost' : 'came twice');
      if (copies !== 1) proof.failures.push(`${one.text} came ${copies} times to ${one.to}`);
    }
    proof.figures.set('kills while a copy was on its way', String(inFlight));
    proof.figures.set('times it was asked whether a message had been sent', String(asked));
    for (const chat of [STAFF_CHAT, ...READERS.map(({ id }) => id)]) {
      const threads = chat === STAFF_CHAT ? [...topics.values()] : [undefined];
      for (const thread of threads) {
        const numbers = emulator
          .messages(chat)
          .filter(
            (message) =>
              message.from.is_bot && (thread === undefined || message.message_thread_id === thread),
          )
          .flatMap(({ text }) => /^第(\d+)条。$/.exec(text ?? '')?.[1] ?? [])
          .map(Number);
        if (numbers.some((number, i) => number < (numbers[i - 1] ?? -1)))
          proof.failures.push(`chat ${chat}: out of order, ${numbers.join(' ')}`);
      }
    }
    // The test of the group at each start makes one of its own, which a kill may leave.
    const made = emulator.topics(STAFF_CHAT).filter(({ name }) => name.includes('读者')).length;
    if (made !== READERS.length) proof.failures.push(`${made} forum topics for ${READERS.length} readers`);
  } catch (error) {
    proof.failures.push(reasonOf(error));
  } finally {
    bot?.send('SIGKILL');
    await bot?.ended;
    await telegram.close();
    await rm(home, { recursive: true, force: true });
  }
  return proof;
}

/** A reader asks for a person. @returns the forum topic */
async function handOver({ emulator }: FaultyTelegram, reader: User): Promise<number> {
  emulator.start(reader.id, reader);
  emulator.say(reader.id, reader, '转人工');
  const button = (): { id: number; data: string } | undefined => {
    for (const { message_id: id, reply_markup: markup } of emulator.messages(reader.id))
      for (const one of (markup?.inline_keyboard ?? []).flat())
        if ('callback_data' in one && one.callback_data === 'ky') return { id, data: one.callback_data };
    return undefined;
  };
  await until(() => button() !== undefined);
  const { id = 0, data = '' } = button() ?? {};
  void emulator.press(reader.id, id, reader, data);
  const topic = (): number | undefined =>
    emulator
      .messages(STAFF_CHAT)
      .find(
        ({ text = '', message_thread_id: thread }) =>
          text.includes(reader.first_name) && thread !== undefined,
      )?.message_thread_id;
  await until(() => topic() !== undefined);
  return topic() ?? 0;
}

/** @param left what gets less meanwhile: a group takes a message every three seconds */
async function until(isDone: () => boolean, left = () => 0): Promise<void> {
  let [last, changedAt] = [left(), performance.now()];
  while (!isDone()) {
    if (left() !== last) [last, changedAt] = [left(), performance.now()];
    if (performance.now() - changedAt > PATIENCE_MS) throw new Error('nothing changes for a minute');
    await pause(20);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
