// The card of a topic: its brief part, as much of it as one message takes.
import type { TopicCard } from '../../answer/answer.ts';
import type { Translate } from '../../locales/translations.ts';
import { splitSentences } from '../../text/sentences.ts';
import { sourceRow, topicButtons } from './answer-reply.ts';
import { clip, escapeHtml } from './html.ts';
import { MAX_MESSAGE_LENGTH, type Reply } from './reply.ts';

const MAX_TITLE = 160;
/** Room for title, date, headings and ellipses beside the texts. */
const RESERVED = 900;

export function renderTopicCard({ article, sections, related }: TopicCard, t: Translate): Reply {
  const room = Math.floor(
    (MAX_MESSAGE_LENGTH - RESERVED) / Math.max(1, Math.min(sections.length, MAX_SECTIONS)),
  );
  const parts = sections.slice(0, MAX_SECTIONS).map(({ headingPath, text }) => {
    const heading = headingPath.at(-1);
    const title = heading === undefined ? '' : `<b>${escapeHtml(clip(heading, MAX_HEADING))}</b>\n`;
    return title + escapeHtml(wholeSentences(text, room));
  });
  const { date, views, source, title } = article;
  const html = [
    `<b>${escapeHtml(clip(title, MAX_TITLE))}</b>`,
    ...parts,
    `<i>${escapeHtml(t('meta', { date, views }))}</i>`,
  ].join('\n\n');
  const buttons = topicButtons(related);
  buttons.push(sourceRow(source, t));
  return { html, buttons: buttons.filter((row) => row.length > 0) };
}

const MAX_SECTIONS = 6;
const MAX_HEADING = 80;

/** The first sentences of a text that fit; a first sentence that does not is clipped. */
function wholeSentences(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const range of splitSentences(text)) {
    if (range.end > max) break;
    end = range.end;
  }
  return end === 0 ? clip(text, max) : `${text.slice(0, end).trimEnd()} …`;
}
