// What happens to a bot while readers ask. Every trouble ends with all questions answered; the world's checks say the rest.
import path from 'node:path';
import { reasonOf } from '../../../../src/system/failure.ts';
import { quantile } from '../../statistics.ts';
import { MEANS } from '../denials.ts';
import { pause, pick, within } from '../proof.ts';
import type { Call, Fault } from './faulty-telegram.ts';
import { until, type World } from './world.ts';

/** Figures of a trouble by name, most of them in ms; of several runs the largest is reported. */
export type Figures = Record<string, number>;
export type Trouble = (world: World) => Promise<Figures>;

/** Number of chats in each run. */
export const CHATS = 40;
/** Kills in one run. */
const KILLS = 3;
/** Between two acts of the readers, at most. */
const ACT_MS = 80;
/** More updates than Telegram shows at once, so that the bot has to keep some. */
const BURST = 150;
/** Readers wait while so much is open; far fewer than Telegram shows at once. */
const ENOUGH = 60;
const FAULTY_SHARE = 0.2;
/** A few calls find out how far a flood goes; these are more. */
const TOO_MANY_IN_FLOOD = 12;
/** The bot must poll again this soon after Telegram is back. */
const BACK_MS = 10_000;

/** The troubles by their names. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
  'killed and stopped': killed,
  'calls that fail': failingCalls,
  'one chat hangs': hangingChat,
  'a flood for all': floodForAll,
  'Telegram is away': away,
  'nothing can be written': nothingWritten,
};

async function killed(world: World): Promise<Figures> {
  const { readers, random } = world;
  // A bot that has to keep updates keeps no inline queries: they would expire before its next start.
  const isCrowded = random() < 0.5;
  const [act, enough] = isCrowded ? [readers.write, 2 * BURST] : [readers.act, ENOUGH];
  let slowest = 0;
  let bot = await world.serve();
  for (let kill = 0; kill < KILLS; kill++) {
    while (isCrowded && readers.open() < BURST) readers.ask();
    await acting(world, pause(200 + random() * 2000), act, enough);
    const signal = random() < 0.7 ? 'SIGKILL' : 'SIGTERM';
    const took = await world.end(bot, signal);
    if (signal === 'SIGTERM') slowest = Math.max(slowest, took);
    if (random() < 0.3) {
      // Killed again on its way up.
      const next = world.start();
      await acting(world, pause(random() * 1500), act, enough);
      await world.end(next, 'SIGKILL');
    }
    const serving = world.serve();
    await acting(world, serving, act, enough);
    bot = await serving;
  }
  await world.settle(bot);
  slowest = Math.max(slowest, await world.end(bot, 'SIGTERM'));
  await world.checkVotes();
  return { 'longest stop': slowest };
}

async function failingCalls(world: World): Promise<Figures> {
  const { readers, random, telegram } = world;
  const bot = await world.serve();
  const met = new Set<string>();
  telegram.setFaults((call) => {
    if (random() >= FAULTY_SHARE) return undefined;
    met.add(call.chat);
    return anyFault(call, random);
  });
  await acting(world, pause(4000), readers.act);
  await world.settle(bot);
  telegram.setFaults();
  await world.end(bot, 'SIGTERM');
  await world.checkVotes();
  return { 'longest p99 of chats whose calls do not fail': quantile(readers.times(met), 0.99) ?? 0 };
}

/** Any of the faults, all of them short. */
export function anyFault({ method }: Call, random: () => number): Fault {
  const kind = pick(random, ['flood', 'stall', 'bad gateway', 'reset', 'cut off', 'broken JSON'] as const);
  if (kind === 'flood') return { kind, seconds: 1 + Math.floor(random() * 2) };
  if (kind === 'stall') return { kind, until: pause(random() * 2000) };
  return { kind, isCarriedOut: method !== 'getUpdates' && random() < 0.3 };
}

/** All others must be answered while one chat is not. */
async function hangingChat(world: World): Promise<Figures> {
  const { readers, telegram } = world;
  const bot = await world.serve();
  const slow = readers.ask(0);
  const hang = held();
  telegram.setFaults(({ chat }) =>
    chat === String(slow) ? { kind: 'stall', until: hang.promise } : undefined,
  );
  let asked = 0;
  // Each of the others has its second for itself.
  await acting(world, pause(3000), () => readers.ask(1 + (asked++ % (CHATS - 1))));
  await until(bot, () => readers.open() === 1);
  const p99 = quantile(readers.times(new Set([String(slow)])), 0.99) ?? 0;
  if (readers.isAnswered(slow)) world.fail('the chat that hangs was answered');
  hang.release();
  telegram.setFaults();
  await world.settle(bot);
  await world.end(bot, 'SIGTERM');
  return { 'longest p99 beside a chat that hangs': p99 };
}

async function floodForAll(world: World): Promise<Figures> {
  const { readers, random, telegram } = world;
  const bot = await world.serve();
  for (let i = 0; i < ENOUGH; i++) readers.ask();
  const some = 1 + Math.floor((random() * CHATS) / 2);
  await until(bot, () => readers.answered() >= some);
  const end = Date.now() + 2000 + random() * 2000;
  telegram.setFaults(({ method }) =>
    method !== 'getUpdates' && Date.now() < end
      ? { kind: 'flood', seconds: Math.ceil((end - Date.now()) / 1000) }
      : undefined,
  );
  await acting(world, pause(end - Date.now()), readers.act);
  await world.settle(bot);
  const refused = telegram.happened.get('flood') ?? 0;
  if (refused >= TOO_MANY_IN_FLOOD) world.fail(`${refused} calls went into one flood`);
  await world.end(bot, 'SIGTERM');
  await world.checkVotes();
  return { 'most calls into one flood': refused };
}

async function away(world: World): Promise<Figures> {
  const { readers, random, telegram } = world;
  await telegram.leave();
  const bot = world.start();
  await until(bot, () => bot.log().includes('cannot reach'));
  await pause(random() * 4000);
  const atStart = await back();
  for (let i = 0; i < ENOUGH; i++) readers.ask();
  const some = 1 + Math.floor((random() * CHATS) / 2);
  await until(bot, () => readers.answered() >= some);
  await telegram.leave();
  await acting(world, pause(1000 + random() * 5000), readers.act);
  const later = await back();
  await world.settle(bot);
  await world.end(bot, 'SIGTERM');
  return { 'longest silence after Telegram is back': Math.max(atStart, later) };

  async function back(): Promise<number> {
    const polled = telegram.polled();
    await telegram.comeBack();
    const began = performance.now();
    await within(2 * BACK_MS, polled);
    const took = performance.now() - began;
    if (took > BACK_MS) world.fail(`it polls again after ${Math.round(took)} ms`);
    return took;
  }
}

async function nothingWritten(world: World): Promise<Figures> {
  const { readers, random } = world;
  const name = pick(random, ['read-only file system', 'full disk'] as const);
  const place = await MEANS[name]?.(world.home).catch((error: unknown) => {
    world.skip(`${name}: ${reasonOf(error)}`);
  });
  if (place === undefined) return {};
  try {
    await place.deny(random, { generation: 0, largestFile: 0 });
    const began = performance.now();
    const bot = await world.serve(path.join(path.dirname(place.indexDir), 'state'));
    const took = performance.now() - began;
    for (let i = 0; i < CHATS; i++) readers.act();
    await world.settle(bot);
    if (!bot.log().includes('[state]')) world.fail('the log does not say that nothing is kept');
    await world.end(bot, 'SIGTERM');
    return { 'longest start when nothing can be written': took };
  } finally {
    await place.remove();
  }
}

/** Readers act at random moments until something has happened. */
async function acting(
  { random, readers }: World,
  over: Promise<unknown>,
  act: () => void,
  enough = ENOUGH,
): Promise<void> {
  const end = over.then(() => 'over');
  do {
    if (readers.open() < enough) act();
  } while ((await Promise.race([pause(random() * ACT_MS), end])) === undefined);
}

function held(): { promise: Promise<void>; release: () => void } {
  let release: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (release = resolve));
  return {
    promise,
    release: () => {
      release();
    },
  };
}
