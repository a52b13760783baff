// Answers as Telegram messages: pure functions of plain data.
import type { Answer, AnswerPassage, Reading, ArticleRef } from '../../answer/answer.ts';
import { carriedBy } from '../../answer/last-answer.ts';
import { nothingText } from '../../locales/nothing-text.ts';
import type { Translate } from '../../locales/translations.ts';
import { bestSentence } from '../../retrieval/excerpt.ts';
import type { Vote } from '../../storage/state-store.ts';
import { clip } from '../../text/cuts.ts';
import { button, linkRow, sourceRow, articleRows } from './buttons.ts';
import { buttonText, escapeHtml } from './html.ts';
import { headingHtml, passageHtml } from './passage-html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';

/** How an answer is shown in a chat. */
export type AnswerView = ReadingView & {
  /** Name of the generation that answered, stored with a vote. */
  generation: string;
  /** Address of a section's page, if the wiki has pages. */
  pageUrl?: ((slug: string, sectionId?: string, sentence?: string) => string) | undefined;
  /** In a group: one short message, and this link to read on in the private chat. */
  groupLink?: ((sectionId: string) => string) | undefined;
  /** A question that the wiki answers, if there is one. */
  example?: string | undefined;
};

/** A passage in the list of results; the answer is its first. */
export type ListedResult = {
  passage: AnswerPassage;
  position: number;
  count: number;
  /** The answer's confidence for its first passage, 0 for the others. */
  confidence: number;
  /** How the question was read. */
  reading: Reading;
  related: readonly ArticleRef[];
};

export function renderAnswer(answer: Answer, view: AnswerView): Reply {
  const { t } = view;
  switch (answer.kind) {
    case 'found':
    case 'unsure': {
      const isFound = answer.kind === 'found';
      const result: ListedResult = {
        passage: isFound ? answer.main : answer.closest,
        position: 0,
        count: 1 + answer.next.length,
        confidence: answer.confidence,
        related: isFound ? answer.related : answer.topics,
        reading: answer,
      };
      const reply = renderResult(result, view);
      const doubt = isFound ? '' : `${escapeHtml(t('unsure'))}\n\n`;
      const further = isFound && view.groupLink === undefined ? furtherHtml(answer.further, t) : '';
      return { ...reply, html: readingHtml(answer, t) + doubt + reply.html + further };
    }
    case 'continued': {
      const reply = renderResult({ ...answer, confidence: 0, reading: answer }, view);
      return { ...reply, html: readingHtml(answer, t) + reply.html };
    }
    case 'topics':
      return { html: escapeHtml(t('topics-named')), buttons: articleRows(answer.topics) };
    case 'nothing':
      return {
        html: escapeHtml(nothingText(answer, t, view.example)),
        buttons: answer.reason === 'about' ? [[button(t('button-all-topics'), { kind: 'letters' })]] : [],
      };
  }
}

/** Lines that say how a question was read; empty if it was read as asked. */
function readingHtml({ understoodAs, assumedTopic }: Reading, t: Translate): string {
  const lines: string[] = [];
  if (assumedTopic !== undefined)
    lines.push(t('assumed-topic', { topic: clip(assumedTopic.title, MAX_HEADING) }));
  // With an assumed topic, the corrected question is the topic's title and the reader's own words, so it is not shown.
  else if (understoodAs !== undefined)
    lines.push(t('understood-as', { question: clip(understoodAs, MAX_HEADING) }));
  return lines.map((line) => `<i>${escapeHtml(line)}</i>\n`).join('');
}

function furtherHtml(further: readonly AnswerPassage[], t: Translate): string {
  if (further.length === 0) return '';
  return `\n\n${escapeHtml(t('further'))}\n${further.map((passage) => `• ${headingHtml(passage)}`).join('\n')}`;
}

/** One result with its buttons. */
export function renderResult(result: ListedResult, view: AnswerView): Reply {
  const { t, groupLink } = view;
  const { passage, related, reading } = result;
  const { article, ref } = passage;
  const carried = carriedBy(reading);
  const taken = reading.assumedTopic?.title ?? reading.understoodAs ?? '';
  const drop: ButtonRow =
    carried === undefined || result.position > 0
      ? []
      : [button(t('button-drop-topic', { topic: taken }), { kind: 'drop-topic' })];
  const votes = voteRow(result, view);
  const html = passageHtml(passage, view);
  const page = linkRow(
    t('button-page'),
    view.pageUrl?.(article.slug, ref.sectionId, bestSentence(passage.excerpt)),
  );
  if (groupLink !== undefined) {
    const open = { text: t('button-open-private'), url: groupLink(ref.sectionId) };
    return { html, buttons: rows(drop, pagerRow(result, t), votes, [open], page) };
  }
  const read: ButtonRow = [
    button(t('button-whole-section'), {
      kind: 'whole-section',
      page: 0,
      position: result.position,
      sectionId: ref.sectionId,
      carried,
    }),
    button(t('button-whole-article'), { kind: 'whole-article', articleId: article.articleId }),
    ...page,
    ...sourceRow(article.source, t),
  ];
  const shown = passage.excerpt.sentences.flatMap(({ spans }) => spans);
  const pictures = view.pictures ? pictureRow(picturesOf(shown, ref.sectionId)) : [];
  return { html, buttons: rows(drop, pagerRow(result, t), pictures, read, ...articleRows(related), votes) };
}

function pagerRow(result: ListedResult, t: Translate): ButtonRow {
  const { position, count, reading } = result;
  const carried = carriedBy(reading);
  const row: ButtonRow = [];
  if (position > 0)
    row.push(button(t('button-previous'), { kind: 'result', position: position - 1, carried }));
  if (position < count - 1)
    row.push(
      button(t('button-next', { position: position + 2, count }), {
        kind: 'result',
        position: position + 1,
        carried,
      }),
    );
  return row;
}

function voteRow({ passage, confidence }: ListedResult, { generation }: AnswerView): ButtonRow {
  const { sectionId } = passage.ref;
  return (['up', 'down'] as const).map((vote) =>
    button(VOTE_SIGNS[vote], { kind: 'vote', vote, sectionId, confidence, generation }),
  );
}

const VOTE_SIGNS: Readonly<Record<Vote, string>> = { up: '👍', down: '👎' };

/** A vote's button, marked if it is the reader's vote. */
export function voteText(vote: Vote, chosen: boolean): string {
  return buttonText(chosen ? `${VOTE_SIGNS[vote]} ✓` : VOTE_SIGNS[vote]);
}
