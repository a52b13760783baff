// How the staff see tickets: the pinned message of one, and the list of all that are open.
import { escapeHtml } from '../bot/render/html.ts';
import type { Reply } from '../bot/render/reply.ts';
import { LOCALES, languageFor, type Translate } from '../locales/translations.ts';
import { clip } from '../text/cuts.ts';
import type { Deadline } from './deadlines.ts';
import { encodeDesk } from './desk-callback.ts';
import { mention } from './reminders.ts';
import type { DeskReader, Ticket } from './ticket.ts';

/** In UTF-16 units: all of a message stays far below Telegram's limit. */
const MAX_QUESTION = 1000;
const MAX_TITLE = 160;
const MAX_EARLIER = 10;
const MAX_LISTED = 30;
const MAX_LIST = 3500;
const MAX_LISTED_NAME = 40;
/** Characters of a forum topic's name; Telegram's limit is 128. */
const MAX_NAME = 100;

export type StaffView = {
  t: Translate;
  /** An instant in words. */
  whenWords: (at: number) => string;
  /** Address of a forum topic in the staff's group. */
  topicUrl: (threadId: number) => string | undefined;
};

export type TicketDetails = {
  ticket: Ticket;
  reader: DeskReader;
  /** The reader's other tickets, the oldest first. */
  earlier: readonly Ticket[];
  deadlines: readonly Deadline[];
};

export function renderTicket({ ticket, reader, earlier, deadlines }: TicketDetails, view: StaffView): Reply {
  const { t, whenWords } = view;
  const { id, status, assignee, priority, type, about = {}, survey } = ticket;
  const { question, shown, percent = 0, closest = [] } = about;
  const lines = [
    `<b>${escapeHtml(t('head-ticket', { ticket: id, status: t(`status-${status}`) }))}</b>`,
    line(t('head-reader', { name: '{name}' })).replace('{name}', () => mention(reader)),
    line(t('head-language', { language: LOCALES[languageFor(reader.language)].name })),
    question === undefined
      ? line(t('head-no-question'))
      : `${line(t('head-question'))}\n<blockquote>${escapeHtml(clip(question, MAX_QUESTION))}</blockquote>`,
    shown !== undefined &&
      `${line(t('head-shown', { percent }))} ${link(clip(shown.title, MAX_TITLE), shown.url)}`,
    shown === undefined && question !== undefined && line(t('head-nothing', { percent })),
    closest.length > 0 &&
      line(t('head-closest', { titles: closest.map((one) => clip(one, MAX_TITLE)).join(' · ') })),
    earlier.length > 0 &&
      line(
        t('head-earlier', {
          tickets: earlier
            .slice(-MAX_EARLIER)
            .map(({ id }) => id)
            .join(' '),
        }),
      ),
    line(assignee === undefined ? t('head-unassigned') : t('head-assignee', { name: assignee.name })),
    line(t('head-priority', { priority: t(`priority-${priority}`) })),
    type !== undefined && line(t('head-type', { type })),
    reader.tags.length > 0 && line(t('head-tags', { tags: reader.tags.join(' ') })),
    ...deadlines
      .filter(({ dueAt }) => Number.isFinite(dueAt))
      .map(({ kind, dueAt }) => line(t(`due-${kind}`, { when: whenWords(dueAt) }))),
    survey?.score !== undefined && line(t('head-score', { score: survey.score })),
    `<i>${line(t('head-usage'))}</i>`,
  ];
  const buttons =
    status === 'closed'
      ? [{ text: t('button-reopen-ticket'), callback_data: encodeDesk({ kind: 'reopen', ticket: id }) }]
      : [
          { text: t('button-take'), callback_data: encodeDesk({ kind: 'take', ticket: id }) },
          { text: t('button-close-ticket'), callback_data: encodeDesk({ kind: 'close', ticket: id }) },
        ];
  return { html: lines.filter((one) => one !== false).join('\n'), buttons: [buttons] };
}

/** The name of a reader's forum topic: closed and urgent tickets show at a glance. */
export function topicName(reader: DeskReader, ticket: Ticket | undefined): string {
  const sign = ticket?.status === 'closed' ? '✅ ' : ticket?.priority === 'urgent' ? '❗️ ' : '';
  return clip(
    `${sign}${reader.name}${ticket === undefined ? '' : ` · ${ticket.id}`}`.toWellFormed(),
    MAX_NAME,
  );
}

export type ListedTicket = { ticket: Ticket; reader: DeskReader };

/** @param open the oldest first @param scores of the last 30 days */
export function renderTickets(
  open: readonly ListedTicket[],
  scores: readonly number[],
  view: StaffView,
): Reply {
  const { t, whenWords, topicUrl } = view;
  let length = 0;
  const lines = open.slice(0, MAX_LISTED).flatMap(({ ticket, reader }) => {
    const words = t('tickets-line', {
      reader: clip(reader.name, MAX_LISTED_NAME),
      status: t(`status-${ticket.status}`),
      priority: t(`priority-${ticket.priority}`),
      assignee: clip(ticket.assignee?.name ?? t('head-unassigned'), MAX_LISTED_NAME),
      when: whenWords(ticket.openedAt),
    });
    const url = reader.threadId === undefined ? undefined : topicUrl(reader.threadId);
    length += ticket.id.length + words.length + 2;
    return length > MAX_LIST ? [] : `${link(ticket.id, url)} ${escapeHtml(words)}`;
  });
  const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    html: [
      `<b>${escapeHtml(open.length === 0 ? t('tickets-none') : t('tickets-open', { count: open.length }))}</b>`,
      ...lines,
      ...(open.length > lines.length
        ? [escapeHtml(t('tickets-more', { count: open.length - lines.length }))]
        : []),
      ...(scores.length > 0
        ? ['', escapeHtml(t('tickets-scores', { average: average.toFixed(1), count: scores.length }))]
        : []),
    ].join('\n'),
    buttons: [],
  };
}

function line(text: string): string {
  return escapeHtml(text);
}

function link(text: string, url: string | undefined): string {
  const words = escapeHtml(text);
  return url === undefined ? words : `<a href="${escapeHtml(url).replace(/"/g, '&quot;')}">${words}</a>`;
}
