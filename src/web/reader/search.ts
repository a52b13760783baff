// A query in the address → its results, from the same answerer as the bot's.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer } from '../../answer/answer.ts';
import type { Answerer, PassageList } from '../../answer/answerer.ts';
import { normalQuestion } from '../../retrieval/question.ts';
import { onCharacterBoundary } from '../../text/cuts.ts';
import { pageOf } from './article-list.ts';
import { MAX_QUERY } from './visit.ts';

/** Twenty full excerpts would make a page of more than 30 kB. */
const PER_PAGE = 10;

/**
 * @param asked the query as received; the result is undefined if it is empty
 * @param page as it is in the address
 * @throws Failure `model` when the model stops working
 */
export async function findResults(
  answerer: Answerer,
  asked: string | undefined,
  page: string | undefined,
): Promise<Results | undefined> {
  const trimmed = (asked ?? '').toWellFormed().trim();
  const query = trimmed.slice(0, onCharacterBoundary(trimmed, MAX_QUERY)).trim();
  if (query === '') return undefined;
  const wanted = pageOf(page, Infinity, PER_PAGE).page;
  const answer = wanted === 1 ? await answerer.answer(query) : undefined;
  // Greetings and questions without a content word have no results.
  if (answer?.kind === 'nothing' && answer.reason !== 'no-match')
    return { query, answer, list: { passages: [], total: 0, complete: true }, at: { page: 1, count: 1 } };
  // The answer and the list are computed at a stretch each: others get a turn between them.
  await nextTurn();
  const words = normalQuestion(query);
  const pageAt = (number: number): Promise<PassageList> =>
    answerer.list(words, { offset: (number - 1) * PER_PAGE, limit: PER_PAGE });
  const list = await pageAt(wanted);
  const at = pageOf(page, list.total, PER_PAGE);
  // Beyond the end the last page is shown.
  return { query, answer, list: at.page === wanted ? list : await pageAt(at.page), at };
}
/** The results. Only the first page has the answer. */
export type Results = {
  query: string;
  answer: Answer | undefined;
  list: PassageList;
  at: { page: number; count: number };
};
