// Tries in a group what the desk will do there: begins a topic, writes, and takes everything away again. A topic that could
// not be deleted is not begun.
import { type Api, GrammyError } from 'grammy';
import type { Chat, ChatMember } from 'grammy/types';
import { missingRights, type StaffRight } from './staff-rights.ts';

/** In the order in which they are tried. */
export const STEPS = [
  'member',
  'forum',
  'administrator',
  'create',
  'write',
  'react',
  'pin',
  'edit',
  'erase',
  'close',
  'remove',
] as const;
export type Step = (typeof STEPS)[number];

export type Problem =
  | { kind: 'not-there' }
  | { kind: 'no-topics' }
  | { kind: 'no-administrator' }
  | { kind: 'right'; right: StaffRight }
  /** In Telegram's words. */
  | { kind: 'refused'; words: string };

export type SelfTest = {
  /** The group's own number, which is another one if it has become a supergroup. */
  chatId: number;
  title: string;
  /** Whether everybody can find the group, and read what readers write. */
  isPublic: boolean;
  /** Each step that was tried or could not be; the others wait for these. */
  results: ReadonlyMap<Step, 'passed' | Problem>;
  isPassed: boolean;
  /** A topic that could not be deleted. */
  leftOver: string | undefined;
};

/** The rights without which no topic is begun. */
const NEEDED: readonly [StaffRight, Step][] = [
  ['can_manage_topics', 'create'],
  ['can_delete_messages', 'remove'],
];
/** One that every group allows unless it allows none. */
const REACTION = '👌';

/**
 * Tests a group; takes about ten requests.
 * @param me the bot's own account
 * @param words what the topic is called, and what is written in it
 * @throws what is no refusal of Telegram's, after the topic has been deleted
 */
export async function testStaffGroup(
  api: Api,
  chatId: number,
  me: number,
  words: { title: string; text: string },
): Promise<SelfTest> {
  const results = new Map<Step, 'passed' | Problem>();
  let leftOver: string | undefined;

  /** What a request gives; undefined if Telegram refuses it. */
  async function attempt<T>(step: Step, request: () => Promise<T>): Promise<T | undefined> {
    try {
      const given = await request();
      results.set(step, 'passed');
      return given;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      results.set(step, problemOf(step, error));
      return undefined;
    }
  }

  const chat = await attempt('member', () => api.getChat(chatId));
  // A group that became a supergroup answers under its new number.
  const id = chat?.id ?? chatId;
  const member = chat && (await attempt('member', () => api.getChatMember(id, me)));
  if (chat !== undefined && member !== undefined) {
    inspect(chat, member);
    if (!missingRights(member).some((right) => NEEDED.some(([needed]) => needed === right)) && isForum(chat))
      await tryOut(missingRights(member));
  }
  return {
    chatId: id,
    title: chat?.title ?? String(chatId),
    isPublic: chat !== undefined && 'username' in chat && chat.username !== undefined,
    results,
    isPassed: STEPS.every((step) => results.get(step) === 'passed'),
    leftOver,
  };

  function inspect(group: Chat, { status }: ChatMember): void {
    if (status === 'left' || status === 'kicked') {
      results.set('member', { kind: 'not-there' });
      return;
    }
    results.set('forum', isForum(group) ? 'passed' : { kind: 'no-topics' });
    const isAdministrator = status === 'administrator' || status === 'creator';
    results.set('administrator', isAdministrator ? 'passed' : { kind: 'no-administrator' });
    if (!isAdministrator || member === undefined) return;
    const missing = missingRights(member);
    for (const [right, step] of NEEDED)
      if (missing.includes(right)) results.set(step, { kind: 'right', right });
    if (missing.includes('can_pin_messages'))
      results.set('pin', { kind: 'right', right: 'can_pin_messages' });
  }

  async function tryOut(missing: readonly StaffRight[]): Promise<void> {
    const topic = await attempt('create', () => api.createForumTopic(id, words.title));
    if (topic === undefined) return;
    const { message_thread_id: thread } = topic;
    try {
      await writeIn(thread, missing);
      await attempt('close', () => api.closeForumTopic(id, thread));
    } finally {
      if ((await attempt('remove', () => api.deleteForumTopic(id, thread))) === undefined)
        leftOver = words.title;
    }
  }

  async function writeIn(thread: number, missing: readonly StaffRight[]): Promise<void> {
    const sent = await attempt('write', () => api.sendMessage(id, words.text, { message_thread_id: thread }));
    if (sent === undefined) return;
    const { message_id: message } = sent;
    await attempt('react', () => api.setMessageReaction(id, message, [{ type: 'emoji', emoji: REACTION }]));
    if (!missing.includes('can_pin_messages'))
      await attempt('pin', () => api.pinChatMessage(id, message, { disable_notification: true }));
    await attempt('edit', () => api.editMessageText(id, message, `${words.text} ✓`));
    await attempt('erase', () => api.deleteMessage(id, message));
  }
}

const isForum = (chat: Chat): boolean => 'is_forum' in chat && chat.is_forum === true;

function isRefusal(error: unknown): error is GrammyError {
  return error instanceof GrammyError && [400, 403, 404].includes(error.error_code);
}

/** Rights may be taken away while the test runs. */
const REFUSED_RIGHTS: Partial<Record<Step, StaffRight>> = {
  create: 'can_manage_topics',
  pin: 'can_pin_messages',
  remove: 'can_delete_messages',
};

function problemOf(step: Step, { description }: GrammyError): Problem {
  if (step === 'member') return { kind: 'not-there' };
  const right = REFUSED_RIGHTS[step];
  if (right !== undefined && /not enough rights|CHAT_ADMIN_REQUIRED/.test(description))
    return { kind: 'right', right };
  return { kind: 'refused', words: description };
}
