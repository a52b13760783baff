// What Wenda says to a question, whatever the channel: plain data, rendered by bot, terminal and web.
import type { Excerpt } from '../retrieval/excerpt.ts';
import type { RankFeatures } from '../retrieval/fusion.ts';
import type { SmallTalk } from './small-talk.ts';

/** A topic that a reader can open. */
export type ArticleRef = { articleId: string; slug: string; title: string };

/** Names a passage across messages; survives rebuilds as long as the section keeps its heading. */
export type PassageRef = { sectionId: string; ordinal: number };

/** What is known of an article without its text. */
export type ArticleHead = ArticleRef & { date: string; views: number; source?: string | undefined };

/** A passage as it is shown. */
export type AnswerPassage = {
  ref: PassageRef;
  article: ArticleHead;
  headingPath: string[];
  /** The heading path as it is shown (see breadcrumb.ts). */
  breadcrumb: string[];
  excerpt: Excerpt;
};

/** Why a passage has its rank; for `--json` and for tuning. */
export type PassageScores = { fused: number } & RankFeatures;

/** How a question was read, if not as asked. */
export type Reading = {
  /** What was read of a long message: its asking sentences, or the one that was taken for the question. */
  readAs?: string | undefined;
  /** What was searched instead, when the question's spelling was corrected. */
  understoodAs?: string | undefined;
  /** The topic that the question was assumed to continue. */
  assumedTopic?: ArticleRef | undefined;
  /** What was taken over from the question before, for a question that only names another subject. */
  carriedWords?: string | undefined;
};

export type FoundAnswer = Reading & {
  kind: 'found';
  question: string;
  /** Estimated probability that `main` answers the question, 0 to 1. */
  confidence: number;
  main: AnswerPassage & { scores: PassageScores };
  /** What to read next: the passages after the main one, of any article, best first; each section once. */
  next: PassageRef[];
  related: ArticleRef[];
};

/** A passage is close, but not sure enough to count as an answer: it is offered with a doubt. */
export type UnsureAnswer = Reading & {
  kind: 'unsure';
  question: string;
  confidence: number;
  closest: AnswerPassage & { scores: PassageScores };
  next: PassageRef[];
  topics: ArticleRef[];
};

/** No passage answers, but titles match what was typed (`qywx`, a word of a title). */
export type TopicsAnswer = Pick<Reading, 'readAs'> & {
  kind: 'topics';
  question: string;
  confidence: number;
  topics: ArticleRef[];
};

/**
 * `no-match`: the wiki has nothing like it. `no-content`: the question has no content word ("what is it").
 * Small talk is not searched at all. `no-topic`: "more" without an answer before it. `no-more`: all has been shown.
 */
export type NothingAnswer = Pick<Reading, 'readAs'> & {
  kind: 'nothing';
  question: string;
  confidence: number;
  reason: 'no-match' | 'no-content' | 'no-topic' | 'no-more' | SmallTalk;
  /** With `no-match`: the topics that come closest by their titles, if any come close. */
  topics?: ArticleRef[];
  /** Present if operators have taught that the wiki shall not answer it. */
  outOfScope?: true;
};

/** More of the last answer, less of it, or the next result of its question (see acts.ts). */
export type ContinuedAnswer = Reading & {
  kind: 'continued';
  /** The question whose answer is continued. */
  question: string;
  confidence: number;
  passage: AnswerPassage;
  /** Place in the list of results, from 0, and how long the list is. */
  position: number;
  count: number;
  related: ArticleRef[];
};

/** How the question was read, as far as it is worth a line: the next result may be about another topic. */
export function readingOfContinued({ assumedTopic, passage, ...answer }: ContinuedAnswer): Reading {
  const { readAs, understoodAs, carriedWords } = answer;
  const isSame = assumedTopic?.articleId === passage.article.articleId;
  return { readAs, understoodAs, carriedWords, assumedTopic: isSame ? assumedTopic : undefined };
}

/** The answer to one question. */
export type SingleAnswer = FoundAnswer | UnsureAnswer | TopicsAnswer | NothingAnswer;

/** Several questions in one message, each with its answer; no two show the same section. */
export type PartsAnswer = Pick<Reading, 'readAs'> & {
  kind: 'parts';
  question: string;
  /** That of the least sure part. */
  confidence: number;
  /** Two or three; the question of each is what the reader wrote. */
  parts: SingleAnswer[];
};

export type Answer = SingleAnswer | ContinuedAnswer | PartsAnswer;

/** The answers to the questions of a message. */
export function singleAnswers(answer: Answer): (SingleAnswer | ContinuedAnswer)[] {
  return answer.kind === 'parts' ? answer.parts : [answer];
}

/** A part of several answers, without topics to read next: they would only stand between the answers. */
export function withoutLists(part: SingleAnswer): SingleAnswer {
  if (part.kind === 'found') return { ...part, related: [] };
  return part.kind === 'unsure' ? { ...part, topics: [] } : part;
}

/** The passage that an answer shows, with or without a doubt; of several, the first. */
export function shownPassage(answer: Answer): AnswerPassage | undefined {
  switch (answer.kind) {
    case 'found':
      return answer.main;
    case 'unsure':
      return answer.closest;
    case 'continued':
      return answer.passage;
    case 'parts':
      return answer.parts.map(shownPassage).find((passage) => passage !== undefined);
    case 'topics':
    case 'nothing':
      return undefined;
  }
}

/**
 * Whether a question is left open: the wiki has nothing, or nothing sure. Small talk is not a question, and what is out
 * of scope is not left open.
 */
export function isUnanswered(answer: Answer): boolean {
  if (answer.kind === 'nothing') return answer.reason === 'no-match' && answer.outOfScope !== true;
  return answer.kind === 'unsure';
}

/** The question of an answer, so that it can be read without the conversation; of a long message what was asked. */
export function questionInFull(answer: SingleAnswer | ContinuedAnswer): string {
  const { question, readAs, assumedTopic, carriedWords, understoodAs }: { question: string } & Reading =
    answer;
  const asked = readAs ?? question;
  if (assumedTopic !== undefined) return `${assumedTopic.title} › ${asked}`;
  return carriedWords === undefined ? asked : (understoodAs ?? asked);
}
