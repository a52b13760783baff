// Several questions in one message. A part that leaves out the topic (商标注册要多久，费用多少) continues that of the
// surest part, as a follow-up question continues the last answer.
import type { FollowUps } from '../retrieval/follow-up.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { articleRef } from './article-reader.ts';
import type { Search } from './compose-answer.ts';
import type { Asked } from './read-question.ts';

/** A question and the search for it. */
export type Searched = { asked: Asked; search: Search };

/**
 * Searches the parts of a message, each once.
 * @param first the search for the first part
 * @returns one search per section that answers; undefined if all parts lead to the same section, or none to any
 * @throws Failure `model` when the model stops working
 */
export async function searchParts(
  { retriever, followUps }: { retriever: Retriever; followUps: FollowUps },
  [start, ...rest]: readonly Asked[],
  first: Search,
): Promise<Searched[] | undefined> {
  const { cutOffs } = retriever.calibration;
  if (start === undefined) return undefined;
  const searched: Searched[] = [{ asked: start, search: first }];
  for (const asked of rest)
    searched.push({ asked, search: { retrieval: await retriever.retrieve(asked.normal) } });
  const near = searched.filter(({ search }) => search.retrieval.confidence >= cutOffs.unsure);
  const main = near.toSorted((a, b) => titleMatch(b) - titleMatch(a))[0];
  const topic = main?.search.retrieval.hits[0]?.article;
  if (main === undefined || topic === undefined) return undefined;
  for (const one of searched) {
    if (one === main) continue;
    const { retrieval, assumed } = await followUps.retrieve(one.asked.normal, { article: topic });
    // A doubtful passage that is shown anyway answers nothing more.
    const isShown =
      retrieval.confidence < cutOffs.found && sectionOf(retrieval) === sectionOf(main.search.retrieval);
    if (assumed === undefined || isShown) continue;
    // The first part has no earlier one to continue: its assumed topic is that of the conversation.
    one.search = { retrieval, assumedTopic: one === searched[0] ? undefined : articleRef(topic) };
  }
  const sections = new Map<number | Searched, Searched>();
  for (const one of searched) {
    const { retrieval } = one.search;
    const shown = retrieval.confidence < cutOffs.unsure ? undefined : sectionOf(retrieval);
    const same = shown === undefined ? undefined : sections.get(shown);
    if (same === undefined) sections.set(shown ?? one, one);
    else same.asked = { ...same.asked, text: `${same.asked.text} / ${one.asked.text}` };
  }
  return sections.size < 2 ? undefined : [...sections.values()];
}

/** The section of the best passage. */
function sectionOf({ hits }: Retrieval): number | undefined {
  return hits[0]?.sectionIndex;
}

/** How much a question says of the title of its best passage. */
function titleMatch({ search }: Searched): number {
  return search.retrieval.hits[0]?.titleMatch ?? 0;
}
