// Answers as Telegram messages: pure functions of plain data.
import type {
  Answer,
  AnswerPassage,
  FoundAnswer,
  PassageRef,
  Topic,
  UnsureAnswer,
} from '../../answer/answer.ts';
import { joinHeadings } from '../../corpus/article.ts';
import { nothingText } from '../../locales/nothing-text.ts';
import type { Translate } from '../../locales/translations.ts';
import { encodeCallback, MAX_PAGER_REFS } from '../callback-data.ts';
import { buttonText, clip, escapeHtml, excerptHtml } from './html.ts';
import type { Reply } from './reply.ts';

/** Longest title or heading path shown in a message, in UTF-16 units. */
const MAX_HEADING = 160;

export function renderAnswer(answer: Answer, t: Translate): Reply {
  switch (answer.kind) {
    case 'found':
      return renderFound(answer, t);
    case 'unsure': {
      const pager = { position: 0, refs: [answer.closest.ref], related: answer.topics };
      const reply = renderPassage(answer.closest, pager, t);
      return { ...reply, html: `${understoodHtml(answer, t)}${escapeHtml(t('unsure'))}\n\n${reply.html}` };
    }
    case 'nothing':
      return { html: escapeHtml(nothingText(answer, t)), buttons: [] };
  }
}

/** A line that says how a mended question was read; empty when it was read as asked. */
function understoodHtml({ understoodAs }: FoundAnswer | UnsureAnswer, t: Translate): string {
  if (understoodAs === undefined) return '';
  return `<i>${escapeHtml(t('understood-as', { question: clip(understoodAs, MAX_HEADING) }))}</i>\n`;
}

function renderFound(answer: FoundAnswer, t: Translate): Reply {
  const refs = [answer.main.ref, ...answer.next].slice(0, MAX_PAGER_REFS);
  const shown = renderPassage(answer.main, { position: 0, refs, related: answer.related }, t);
  const reply = { ...shown, html: understoodHtml(answer, t) + shown.html };
  if (answer.further.length === 0) return reply;
  const lines = answer.further.map((passage) => `• ${headingHtml(passage)}`);
  return { ...reply, html: `${reply.html}\n\n${escapeHtml(t('further'))}\n${lines.join('\n')}` };
}

export type PagerState = { position: number; refs: readonly PassageRef[]; related: readonly Topic[] };

/** One passage: title › headings, excerpt, date and views; buttons to turn the page, to related topics and to the source. */
export function renderPassage(passage: AnswerPassage, pager: PagerState, t: Translate): Reply {
  const { date, views, source } = passage.article;
  const html = [
    headingHtml(passage),
    `<blockquote>${excerptHtml(passage.excerpt)}</blockquote>`,
    `<i>${escapeHtml(t('meta', { date, views }))}</i>`,
  ].join('\n');
  const buttons = [pagerRow(pager, t), ...topicButtons(pager.related)];
  buttons.push(sourceRow(source, t));
  return { html, buttons: buttons.filter((row) => row.length > 0) };
}

function pagerRow({ position, refs }: PagerState, t: Translate): Reply['buttons'][number] {
  const row: Reply['buttons'][number] = [];
  const button = (text: string, target: number): void => {
    row.push({ text, callback_data: encodeCallback({ kind: 'passage', position: target, refs: [...refs] }) });
  };
  if (position > 0) button(t('button-previous'), position - 1);
  if (position < refs.length - 1) button(t('button-next'), position + 1);
  return row;
}

/**
 * The link to the source page. Telegram refuses a whole message for a link to a host it does not take (localhost, a
 * name without a dot), so such an address, which is no use to a reader outside anyway, gives no button.
 */
export function sourceRow(source: string | undefined, t: Translate): Reply['buttons'][number] {
  if (source === undefined || !/\.[a-z]{2,}$|^(?:\d+\.){3}\d+$/i.test(new URL(source).hostname)) return [];
  return [{ text: t('button-source'), url: new URL(source).href }];
}

/** A button a row: titles are too long for two. */
export function topicButtons(topics: readonly Topic[]): Reply['buttons'] {
  return topics.map(({ title, articleId }) => [
    {
      text: buttonText(title),
      callback_data: encodeCallback({ kind: 'topic', articleId }),
    },
  ]);
}

/** `Title › part › heading`, the title bold. */
export function headingHtml({
  article,
  headingPath,
}: Pick<AnswerPassage, 'article' | 'headingPath'>): string {
  const title = `<b>${escapeHtml(clip(article.title, MAX_HEADING))}</b>`;
  return headingPath.length === 0
    ? title
    : `${title} › ${escapeHtml(clip(joinHeadings(headingPath), MAX_HEADING))}`;
}
