import type { Reading, FoundAnswer, UnsureAnswer } from '../../answer/answer.ts';
import type { Contact } from '../../locales/brand.ts';
import type { Translate } from '../../locales/translations.ts';
import { clip } from '../../text/cuts.ts';
import { escapeHtml } from './html.ts';
import type { ReadingView } from './reading-view.ts';
import { MAX_HEADING } from './reply.ts';

/** How an answer is shown in a chat. */
export type AnswerView = ReadingView & {
  /** Name of the generation that answered, stored with a vote. */
  generation: string;
  /** Address of a section's page, if the wiki has pages. */
  pageUrl?: ((slug: string, sectionId?: string, sentence?: string) => string) | undefined;
  /** In a group: one short message, and this link to read on in the private chat. */
  groupLink?: ((sectionId: string) => string) | undefined;
  /** Whom to turn to when the wiki has no answer. */
  contact?: Contact | undefined;
  /** Lists all related topics instead of the other buttons. */
  opensRelated?: boolean | undefined;
  /** A question that the wiki answers, if there is one. */
  example?: string | undefined;
};

/** What stands above the passage of an answer: how the question was read, and that it may not answer. */
export function beforePassageHtml(answer: FoundAnswer | UnsureAnswer, t: Translate): string {
  const doubt = answer.kind === 'found' ? '' : `${escapeHtml(t('unsure'))}\n\n`;
  return readingHtml(answer, t) + doubt;
}

/** Lines that say how a question was read; empty if it was read as asked. */
export function readingHtml({ readAs, understoodAs, assumedTopic }: Reading, t: Translate): string {
  const lines: string[] = [];
  if (readAs !== undefined) lines.push(t('read-as', { question: clip(readAs, MAX_HEADING) }));
  if (assumedTopic !== undefined)
    lines.push(t('assumed-topic', { topic: clip(assumedTopic.title, MAX_HEADING) }));
  // With an assumed topic, the corrected question is the topic's title and the reader's own words, so it is not shown.
  else if (understoodAs !== undefined)
    lines.push(t('understood-as', { question: clip(understoodAs, MAX_HEADING) }));
  return lines.map((line) => `<i>${escapeHtml(line)}</i>\n`).join('');
}
