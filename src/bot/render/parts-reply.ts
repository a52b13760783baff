// Several questions in one message: each with its answer, numbered, and buttons with the same numbers.
import {
  type AnswerPassage,
  type PartsAnswer,
  type Reading,
  shownPassage,
  type SingleAnswer,
} from '../../answer/answer.ts';
import { nothingText } from '../../locales/nothing-text.ts';
import { clip } from '../../text/cuts.ts';
import { actionRow, pageRow } from './action-row.ts';
import { type AnswerView, readingHtml } from './answer-view.ts';
import { articleRows, dropTopicRow } from './buttons.ts';
import { escapeHtml } from './html.ts';
import { wayToPeople } from './nothing-reply.ts';
import { passageHtml } from './passage-html.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';
import { voteRow } from './vote-row.ts';

const NUMBERS = ['①', '②', '③'];

/** The vote is on the whole message; it is stored with the first section shown. */
export function renderParts(answer: PartsAnswer, view: AnswerView): Reply {
  const { t } = view;
  const { parts, readAs } = answer;
  const [first] = parts;
  const reading: Reading = first?.kind === 'found' || first?.kind === 'unsure' ? first : {};
  const voted = parts.find((part) => shownPassage(part) !== undefined);
  const passage = voted && shownPassage(voted);
  return {
    html:
      readingHtml({ readAs, assumedTopic: reading.assumedTopic }, t) +
      parts.map((part, i) => `${NUMBERS[i] ?? ''} ${partHtml(part, view, parts[i + 1])}`).join('\n\n'),
    buttons: rows(
      dropTopicRow(reading, t),
      ...parts.flatMap((part, i) => partRows(part, { part: i, reading }, view)),
      contactRow(parts, view),
      voted === undefined || passage === undefined ? [] : voteRow(passage, voted.confidence, view.generation),
    ),
  };
}

/** One button to people, however many of the questions have no answer. */
function contactRow(parts: readonly SingleAnswer[], view: AnswerView): ButtonRow {
  const ways = parts.flatMap((part) => (part.kind === 'nothing' ? [wayToPeople(part, view).row] : []));
  return ways.find((row) => row.length > 0) ?? [];
}

function partHtml(part: SingleAnswer, view: AnswerView, after?: SingleAnswer): string {
  const { t } = view;
  const question = `${escapeHtml(clip(part.question, MAX_HEADING))}\n`;
  switch (part.kind) {
    case 'found':
      return question + correctionHtml(part, view) + shownHtml(part.main, view, after);
    case 'unsure':
      return `${question + correctionHtml(part, view) + escapeHtml(t('unsure'))}\n${shownHtml(part.closest, view, after)}`;
    case 'topics':
      return question + escapeHtml(t('topics-named'));
    case 'nothing':
      return question + escapeHtml(nothingText(part, t, undefined, wayToPeople(part, view).sentence));
  }
}

function correctionHtml({ understoodAs }: { understoodAs?: string | undefined }, { t }: AnswerView): string {
  return readingHtml({ understoodAs }, t);
}

/** In a group, one sentence of each is enough. Two passages of one article that follow each other have its date once. */
function shownHtml(passage: AnswerPassage, view: AnswerView, after?: SingleAnswer): string {
  const isDated = (after && shownPassage(after))?.article.articleId !== passage.article.articleId;
  if (view.groupLink === undefined) return passageHtml(passage, view, isDated);
  const { sentences } = passage.excerpt;
  const best = sentences.filter((sentence) => sentence.best);
  const excerpt = { sentences: best.length === 0 ? sentences.slice(0, 1) : best, gapAfter: false };
  return passageHtml({ ...passage, excerpt }, view, isDated);
}

function partRows(
  answer: SingleAnswer,
  { part, reading }: { part: number; reading: Reading },
  view: AnswerView,
): ButtonRow[] {
  if (answer.kind === 'topics') return articleRows(answer.topics);
  const passage = shownPassage(answer);
  if (passage === undefined || !('next' in answer)) return [];
  const sign = NUMBERS[part] ?? '';
  const listed = { passage, position: 0, count: 1 + answer.next.length, part, reading };
  const { groupLink } = view;
  if (groupLink === undefined) return [actionRow(listed, view, sign)];
  const open = { text: `${sign} ${view.t('button-ask-more')}`, url: groupLink(passage.ref.sectionId) };
  return [[open, ...pageRow(listed, view, sign)]];
}
