// A Bot API that runs in this process: a bot talks to it over HTTP as to Telegram, people through the functions below.
// State is in memory only. Refusals have the wording of Telegram's server. Other rooms import only this file; README.md
// says what is emulated and how to connect a bot.
import type { Update, UserFromGetMe } from 'grammy/types';
import { createCallbacks } from './callbacks.ts';
import { createChats } from './chats.ts';
import { type Later, laterByTimer, type Now, unixTime } from './clock.ts';
import { createCommands } from './commands.ts';
import { createCopyingMethods } from './copying.ts';
import { createDeletingMethods } from './deleting.ts';
import { createEditingMethods, type InlineMessages } from './editing.ts';
import { createEvents } from './events.ts';
import { createFiles } from './files.ts';
import { createForum, type ForumActs } from './forum.ts';
import { createGroups, type Groups } from './groups.ts';
import { createGuests } from './guests.ts';
import { createInline } from './inline.ts';
import { createInterventions, type Interventions } from './interventions.ts';
import { createMediaMethods, createMediaReader } from './media.ts';
import { createMembership } from './membership.ts';
import type { Method } from './method.ts';
import { type Payload, readPayload } from './parameters.ts';
import { createPeople, type People } from './people.ts';
import { createPinningMethods } from './pins.ts';
import { createPosting } from './posting.ts';
import { createProfile } from './profile.ts';
import { Refusal } from './refusal.ts';
import { answer, type ApiResponse, asHttp } from './responses.ts';
import { createScreen, type Screen } from './screen.ts';
import { createSendingMethods } from './sending.ts';
import { createAnnounce } from './service-messages.ts';
import { createSharing, type Sharing } from './sharing.ts';
import { createUpdatesQueue, type UpdateParts } from './updates-queue.ts';
import { createReceivingMethods } from './receiving.ts';
import { createWebhookDelivery, type Post } from './webhook-delivery.ts';

export { findEntities } from './found-entities.ts';
export { MAX_TEXT } from './formatted-text.ts';
export { emojiOf } from './reactions.ts';
export { plainTextOf } from './rich-message.ts';
export { Refusal } from './refusal.ts';
export type { CallbackOutcome } from './callbacks.ts';
export type { GroupOptions } from './chats.ts';
export type { EmulatorEvent } from './events.ts';
export type { SentFile } from './files.ts';
export type { InlineOutcome } from './inline.ts';
export type { Payload } from './parameters.ts';
export type { SayOptions } from './people.ts';
export type { RefusalParameters } from './refusal.ts';
export type { ApiResponse } from './responses.ts';
export type { Rights, Standing } from './rights.ts';
export type { ChatMessage, EmulatedChat } from './room.ts';

export type EmulatorOptions = {
  /** Requests with another token are refused with 401. */
  token: string;
  /** The result of getMe; `supports_inline_queries`, `supports_guest_queries` and `can_read_all_group_messages` decide what the bot receives. */
  bot: UserFromGetMe;
  now: Now;
  /** Timers for long polls, queries and a webhook's retries; the process's own by default. */
  later?: Later | undefined;
  /** Sends updates to a webhook; `fetch` by default. */
  post?: Post | undefined;
  /** Whether chosen inline results are reported, which BotFather has off by default. */
  inlineFeedback?: boolean | undefined;
  /** Messages kept in each chat; 1,000 by default, the oldest go first. */
  historyLimit?: number | undefined;
  /** Parameters that a Bot API server of another version does not know: they are ignored. */
  ignored?: readonly string[] | undefined;
  /** By default it grows with the clock, so that a bot that remembers updates treats those after a restart as new. */
  firstUpdateId?: number | undefined;
  /** Called with every request before it is carried out, with its result, and with every queued update. */
  onCall?: ((method: string, payload: Payload) => void) | undefined;
  onResult?: ((method: string, payload: Payload, response: ApiResponse) => void) | undefined;
  onUpdate?: ((update: Update) => void) | undefined;
};

/** The bot's side: it handles requests. */
export type BotSide = {
  /**
   * Answers `GET|POST …/bot<token>/<method>`, under whatever path it is mounted. Aborting the request ends its long
   * poll.
   * @throws Error only for bugs of the emulator; a bot's mistakes get an error response
   */
  handle: (request: Request) => Promise<Response>;
  /** Ends long polls and resolves open queries as unanswered. */
  close(): void;
};

/** Instruments for tests, beside those of `Interventions`. */
export type UpdateInstruments = {
  /**
   * Queues any update unchanged, for events without a function here; returns its number, or undefined if its kind is
   * not wanted.
   */
  deliver(update: UpdateParts): number | undefined;
  /** Delivers all updates again, as after a crash before they were confirmed. */
  redeliver(): void;
  /** Updates that the bot has not confirmed. */
  pendingUpdates(): Update[];
};

export type BotApiEmulator = BotSide &
  People &
  Sharing &
  Groups &
  ForumActs &
  Screen &
  Interventions &
  UpdateInstruments;

const HISTORY_LIMIT = 1000;

const postByFetch: Post = (url, request) => fetch(url, { method: 'POST', ...request });

/**
 * Builds an emulator. It does nothing until a request arrives or a person acts, and keeps nothing after the process
 * ends.
 */
export function createBotApiEmulator(options: EmulatorOptions): BotApiEmulator {
  const { token, bot, now, later = laterByTimer, post = postByFetch, inlineFeedback = false } = options;
  const { onCall, onResult, onUpdate, historyLimit = HISTORY_LIMIT, ignored = [] } = options;
  const events = createEvents();
  const files = createFiles();
  const chats = createChats({ now, historyLimit });
  const updates = createUpdatesQueue({
    firstId: options.firstUpdateId ?? unixTime(now),
    later,
    onUpdate: (update) => onUpdate?.(update),
  });
  const interventions = createInterventions({
    onCall: (method, payload) => onCall?.(method, payload),
    onFailAll: updates.interrupt,
  });
  const inlineMessages: InlineMessages = new Map();
  const callbacks = createCallbacks({ botName: bot.username, updates, now, later });
  const inline = createInline({ chats, updates, now, later });
  const guests = createGuests({ bot, chats, updates, events, inlineMessages, now });
  const membership = createMembership({ bot, chats, updates, events, now });
  const announce = createAnnounce({ chats, updates, events });
  const groups = createGroups({ bot, chats, events, membership, announce });
  const forum = createForum({ bot, chats, events, announce });
  const posting = createPosting({ bot, chats, events, now });
  const reader = createMediaReader({ chats, files });
  const commands = createCommands({ chats, events });
  const profile = createProfile({ bot, events });
  const perform = async (name: string, payload: Payload): Promise<unknown> =>
    call(name, payload, new AbortController().signal);
  const delivery = createWebhookDelivery({ updates, post, perform, now, later });
  const people = createPeople({
    bot,
    chats,
    updates,
    events,
    files,
    callbacks,
    inline,
    guests,
    membership,
    inlineMessages,
    inlineFeedback,
    now,
  });

  /** By lower-case name: Telegram accepts any case. */
  const methods = new Map<string, { name: string; method: Method }>(
    Object.entries({
      ...profile.methods,
      ...commands.methods,
      ...createReceivingMethods({ updates, delivery }),
      ...createSendingMethods({ chats, events, posting }),
      ...createMediaMethods({ chats, files, posting, reader }),
      ...createCopyingMethods({ chats, posting }),
      ...createEditingMethods({ bot, chats, events, inlineMessages, reader, now }),
      ...createDeletingMethods({ bot, chats, events, now }),
      ...createPinningMethods({ bot, chats, announce }),
      ...forum.methods,
      ...membership.methods,
      ...callbacks.methods,
      ...inline.methods,
      ...guests.methods,
    }).map(([name, method]) => [name.toLowerCase(), { name, method }]),
  );

  async function call(asked: string, payload: Payload, signal: AbortSignal): Promise<ApiResponse> {
    const known = methods.get(asked.toLowerCase());
    const name = known?.name ?? asked;
    // Claimed now, because a listener to this call may hold the next one.
    const held = interventions.held(name);
    const response = await answer(async () => {
      interventions.arrived({ method: name, payload });
      interventions.checkFailure(name);
      if (known === undefined) throw new Refusal(404, 'Not Found: method not found');
      const understood = Object.entries(payload).filter(([parameter]) => !ignored.includes(parameter));
      return await known.method(Object.fromEntries(understood), signal);
    });
    await held;
    onResult?.(name, payload, response);
    return response;
  }

  async function handle(request: Request): Promise<Response> {
    const [, given, name] = /\/bot([^/]+)\/(\w+)$/.exec(new URL(request.url).pathname) ?? [];
    const response = await answer(async () => {
      if (given === undefined || name === undefined) throw new Refusal(404, 'Not Found');
      if (given !== token && given !== encodeURIComponent(token)) throw new Refusal(401, 'Unauthorized');
      if (request.method !== 'GET' && request.method !== 'POST') throw new Refusal(405, 'Method Not Allowed');
      return readPayload(request);
    });
    if (!response.ok || name === undefined) return asHttp(response);
    return asHttp(await call(name, response.result, request.signal));
  }

  return {
    ...people,
    ...createSharing({ chats, membership, groups, people }),
    ...groups,
    ...forum.acts,
    calls: interventions.calls,
    waitFor: interventions.waitFor,
    failNext: interventions.failNext,
    failAll: interventions.failAll,
    holdNext: interventions.holdNext,
    handle,
    ...createScreen({ chats, events, files, commands, profile }),
    deliver: updates.push,
    redeliver: updates.redeliver,
    pendingUpdates: updates.pending,
    close: () => {
      updates.interrupt();
      delivery.to(undefined);
      callbacks.close();
      inline.close();
    },
  };
}
