// The row of actions below a result: turn to another one, read on, open its page.
import type { AnswerPassage, Reading } from '../../answer/answer.ts';
import { carriedBy } from '../../answer/last-answer.ts';
import { bestSentence, isWhole } from '../../retrieval/excerpt.ts';
import type { CallbackData, ResultPlace } from '../callback-data.ts';
import type { AnswerView } from './answer-view.ts';
import { button, linkRow, primary, sourceRow } from './buttons.ts';
import type { ButtonRow } from './reply.ts';

/** Buttons of a row whose words still fit on a phone of 390 px. */
const MAX_ACTIONS = 4;

/** A passage in the list of results; the answer is its first. */
export type ListedPassage = {
  passage: AnswerPassage;
  /** From 0. */
  position: number;
  count: number;
  /** Which question of a message with several, from 0; the first by default. */
  part?: number | undefined;
  /** How the question was read. */
  reading: Reading;
};

/**
 * The section has a button only if it says more than the excerpt, and if there is room: the whole article says it too. Of
 * the wiki's page and the source, which the page names, one is enough.
 * @param sign tells which of several answers the row belongs to
 */
export function actionRow(listed: ListedPassage, view: AnswerView, sign = ''): ButtonRow {
  const { t } = view;
  const { article, ref, excerpt } = listed.passage;
  const action = (text: string, data: CallbackData): ButtonRow[number] => button(signed(sign, text), data);
  const turns = turnRow(listed, view, sign);
  const whole = action(t('button-whole-article'), { kind: 'whole-article', articleId: article.articleId });
  const page = pageRow(listed, view, sign);
  const outside = page.length > 0 ? page : sourceRow(article.source, t, sign);
  const hasRoom = turns.length + 1 + outside.length < MAX_ACTIONS;
  const section =
    isWhole(excerpt) || !hasRoom
      ? []
      : [
          action(t('button-whole-section'), {
            kind: 'whole-section',
            page: 0,
            sectionId: ref.sectionId,
            ...placeOf(listed),
          }),
        ];
  // Of several answers none is the main one.
  return [...turns, ...section, sign === '' ? primary(whole) : whole, ...outside];
}

/** To the results before and after. */
export function turnRow(listed: ListedPassage, { t }: AnswerView, sign = ''): ButtonRow {
  const { position, count } = listed;
  const to = (target: number, text: string): ButtonRow[number] =>
    button(signed(sign, text), { kind: 'result', ...placeOf(listed), position: target });
  // Beside a sign, a number would not fit into a quarter of the row.
  const next = sign === '' ? t('button-next', { position: position + 2, count }) : t('button-next-of-part');
  return [
    ...(position > 0 ? [to(position - 1, t('button-previous'))] : []),
    ...(position < count - 1 ? [to(position + 1, next)] : []),
  ];
}

/** To the wiki's page, at the sentence that answers. */
export function pageRow({ passage }: ListedPassage, { t, pageUrl }: AnswerView, sign = ''): ButtonRow {
  const { article, ref, excerpt } = passage;
  return linkRow(
    signed(sign, t('button-page')),
    pageUrl?.(article.slug, ref.sectionId, bestSentence(excerpt)),
  );
}

/** The place as buttons name it. */
export function placeOf({ position, part, reading }: ListedPassage): ResultPlace {
  return { position, carried: carriedBy(reading), part };
}

function signed(sign: string, text: string): string {
  return `${sign} ${text}`.trimStart();
}
