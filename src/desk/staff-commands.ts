// What the staff write in their group to look after tickets. Commands work there alone, for members alone; see
// is-staff.ts. What is done is on disk before the group is told.
import { Composer, type Filter } from 'grammy';
import type { WendaContext } from '../bot/context.ts';
import { escapeHtml } from '../bot/render/html.ts';
import type { Reply } from '../bot/render/reply.ts';
import { answerCommand } from '../bot/send.ts';
import { LANGUAGES, type Language, LOCALES, type Translate } from '../locales/translations.ts';
import { clip } from '../text/cuts.ts';
import { normalise } from '../text/normal-form.ts';
import { encodeDesk } from './desk-callback.ts';
import type { DeskStore } from './desk-store.ts';
import type { FindPassages } from './find-passages.ts';
import type { StaffOf } from './is-staff.ts';
import { renderTickets, type StaffView } from './render-ticket.ts';
import { MAX_TAGS, PRIORITIES, type Priority, type Ticket } from './ticket.ts';
import { memberOf, type StaffMember } from './staff-member.ts';
import type { Tickets } from './tickets.ts';

const MAX_TYPE = 60;
const MAX_TAG = 32;
const SCORES_MS = 30 * 24 * 60 * 60_000;

export type StaffCommandsDependencies = {
  store: DeskStore;
  tickets: Tickets;
  staffOf: StaffOf;
  staffChat: () => number;
  view: () => StaffView;
  /** A ticket as it is pinned. */
  renderDetails: (ticket: Ticket) => Reply;
  find: FindPassages;
  /** A note gets its mark. */
  markNote: (ticket: Ticket, message: number, by: StaffMember) => void;
  now: () => number;
};

/** A command in a reader's topic: the ticket, who wrote it, and the words behind it. */
type Order = { ticket: Ticket; by: StaffMember; words: string; t: Translate; ctx: TextContext };
type TextContext = Filter<WendaContext, 'message:text'>;
type Said = string | Reply | undefined;
type Handle = (order: Order) => Said | Promise<Said>;

/** Readers know none of the staff's commands, and the bot does not read them as such; they are looked for here. */
const COMMAND = /^[/／]([a-z]+)(?:@(\w+))?(?![\w/.@-])\s*([\s\S]*)$/iu;

export function createStaffCommands(dependencies: StaffCommandsDependencies): Composer<WendaContext> {
  const { store, tickets, staffOf, staffChat, view, renderDetails, find, markNote, now } = dependencies;

  /** In a reader's topic. */
  const orders: Readonly<Record<string, Handle>> = {
    // The ticket's own words tell of what is done; here only why it is not.
    close: ({ ticket, by, t }) =>
      tickets.close(ticket, by)
        ? undefined
        : t('head-ticket', { ticket: ticket.id, status: t('status-closed') }),
    reopen: ({ ticket, by, t }) =>
      tickets.reopen(ticket, by)
        ? undefined
        : t('head-ticket', { ticket: ticket.id, status: t(`status-${ticket.status}`) }),
    assign: ({ ticket, by, words, t, ctx }) => {
      const to = assigneeIn(ctx, words, by);
      if (to === undefined) return t('usage-assign');
      tickets.assign(ticket, to, by);
      return t('did-assign', { ticket: ticket.id, name: to.name });
    },
    priority: ({ ticket, by, words, t }) => {
      const priority = priorityIn(words);
      if (priority === undefined)
        return { html: escapeHtml(t('usage-priority')), buttons: [priorityRow(ticket, t)] };
      tickets.prioritise(ticket, priority, by);
      return t('did-priority', { ticket: ticket.id, priority: t(`priority-${priority}`) });
    },
    type: ({ ticket, by, words, t }) => {
      if (words === '') return t('usage-type');
      const type = clip(words.replace(/\s+/g, ' ').toWellFormed(), MAX_TYPE);
      tickets.setType(ticket, type, by);
      return t('did-type', { ticket: ticket.id, type });
    },
    tag: ({ ticket, by, words, t }) => {
      const tags = tagsIn(words);
      const isGiven = tags.add.length + tags.remove.length > 0;
      if (isGiven) tickets.tag(ticket, tags, by);
      const now = store.readers.get(ticket.reader)?.tags ?? [];
      const shown = t('did-tag', { tags: now.length === 0 ? t('no-tags') : now.join(' ') });
      return isGiven ? shown : `${shown}\n${t('usage-tag')}`;
    },
    note: ({ ticket, ctx, by }) => {
      markNote(ticket, ctx.msgId, by);
      return undefined;
    },
    find: ({ words, t }) => (words === '' ? t('usage-find') : find.list(words, t)),
    ticket: ({ ticket }) => renderDetails(ticket),
  };
  /** Anywhere in the group. */
  const everywhere: Readonly<Record<string, () => string | Reply>> = {
    tickets: listTickets,
    help: () => view().t('desk-help'),
  };

  function listTickets(): Reply {
    const all = store.tickets.all();
    const open = all
      .filter(({ status }) => status !== 'closed')
      .sort((a, b) => a.openedAt - b.openedAt)
      .flatMap((ticket) => {
        const reader = store.readers.get(ticket.reader);
        return reader === undefined ? [] : [{ ticket, reader }];
      });
    const scores = all
      .filter(({ survey }) => survey !== undefined && now() - survey.askedAt < SCORES_MS)
      .flatMap(({ survey }) => survey?.score ?? []);
    return renderTickets(open, scores, view());
  }

  /** In a topic without a ticket, the answer says where the command works. */
  async function answer(ctx: TextContext, by: StaffMember, order: Handle, words: string): Promise<Said> {
    const { t } = view();
    const thread = ctx.message.message_thread_id;
    const reader = thread === undefined ? undefined : store.readers.ofThread(thread);
    const ticket = reader && (store.tickets.openOf(reader.id) ?? store.tickets.of(reader.id).at(-1));
    return ticket === undefined ? t('no-ticket-here') : order({ ticket, by, words, t, ctx });
  }

  const composer = new Composer<WendaContext>();
  composer
    .filter((ctx) => ctx.chat?.id === staffChat())
    .on('message:text', async (ctx, next) => {
      const [, named = '', bot, words = ''] = COMMAND.exec(ctx.message.text) ?? [];
      const name = named.toLowerCase();
      const isForUs = bot === undefined || bot.toLowerCase() === ctx.me.username.toLowerCase();
      const order = Object.hasOwn(orders, name) ? orders[name] : undefined;
      const general = Object.hasOwn(everywhere, name) ? everywhere[name] : undefined;
      // The relay knows /delete, and what else an album has, but not who is a member.
      const isRelays = name === 'delete' || (name === 'note' && ctx.message.media_group_id !== undefined);
      if (!isForUs || (order === undefined && general === undefined && !isRelays)) return next();
      const by = await staffOf(ctx);
      if (by === undefined) return;
      if (isRelays) return next();
      const said = order === undefined ? general?.() : await answer(ctx, by, order, words.trim());
      if (said !== undefined)
        await answerCommand(ctx, typeof said === 'string' ? { html: escapeHtml(said), buttons: [] } : said);
    });
  return composer;
}

/** The writer of the message that is replied to, a person who is named, or the one who writes. */
function assigneeIn(ctx: TextContext, words: string, by: StaffMember): StaffMember | undefined {
  const named = ctx.entities('text_mention').find(({ user }) => !user.is_bot);
  if (named !== undefined) return { id: named.user.id, name: named.text };
  // Nobody can be told the account of a name; Telegram finds it when the name is written.
  if (/^@\w{4,32}$/.test(words)) return { id: 0, name: words };
  const replied = ctx.message.reply_to_message;
  // In a topic, a message that replies to nothing replies to the topic's first one.
  const isReply = replied !== undefined && replied.forum_topic_created === undefined;
  const { from, sender_chat: as } = isReply ? replied : {};
  if (words === '' && from !== undefined && as === undefined && !from.is_bot) return memberOf(from);
  return /^(?:me|我|自己)$/i.test(words) ? by : undefined;
}

/** A priority by its name in any of Wenda's languages. */
function priorityIn(words: string): Priority | undefined {
  const name = normalise(words);
  const isNamed = (priority: Priority, language: Language): boolean =>
    normalise(LOCALES[language].wordings[`priority-${priority}`]) === name;
  return PRIORITIES.find((one) => one === name || LANGUAGES.some((language) => isNamed(one, language)));
}

function priorityRow({ id }: Ticket, t: Translate): Reply['buttons'][number] {
  return PRIORITIES.map((priority) => ({
    text: t(`priority-${priority}`),
    callback_data: encodeDesk({ kind: 'priority', ticket: id, priority }),
  }));
}

/** `regular #new -old`: what comes, and what goes. */
function tagsIn(words: string): { add: string[]; remove: string[] } {
  const tags = words
    .split(/[\s,，、]+/)
    .slice(0, MAX_TAGS)
    .map((word) => ({
      isGone: word.startsWith('-'),
      tag: clip(word.replace(/^[-+#]/, '').toWellFormed(), MAX_TAG),
    }))
    .filter(({ tag }) => tag !== '');
  return {
    add: tags.filter(({ isGone }) => !isGone).map(({ tag }) => tag),
    remove: tags.filter(({ isGone }) => isGone).map(({ tag }) => tag),
  };
}
