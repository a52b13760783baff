// What Wenda says to a question, whatever the channel: plain data, rendered by bot, terminal and web.
import type { Excerpt } from '../retrieval/excerpt.ts';

/** A topic one can go to. */
export type Topic = { articleId: string; slug: string; title: string };

/** Names a passage across messages; survives rebuilds as long as the section keeps its heading. */
export type PassageRef = { sectionId: string; ordinal: number };

/** A passage as it is shown. */
export type AnswerPassage = {
  ref: PassageRef;
  article: Topic & { date: string; views: number; source?: string };
  headingPath: string[];
  excerpt: Excerpt;
};

/** Why a passage stands where it stands; for `--json` and for tuning. */
export type PassageScores = { fused: number; vector: number; lexical: number; cover: number };

export type FoundAnswer = {
  kind: 'found';
  question: string;
  /** Estimated probability that `main` answers the question, 0 to 1. */
  confidence: number;
  main: AnswerPassage & { scores: PassageScores };
  /** The best passages of up to two other articles. */
  further: (AnswerPassage & { scores: PassageScores })[];
  /** What to turn to next: the passages behind the main one, of any article, best first. */
  next: PassageRef[];
  related: Topic[];
};

/** Something is near, but not sure enough to be called an answer. */
export type UnsureAnswer = { kind: 'unsure'; question: string; confidence: number; topics: Topic[] };

/** `no-content`: the question has no content word (a greeting, a smiley). `no-match`: the wiki has nothing like it. */
export type NothingAnswer = {
  kind: 'nothing';
  question: string;
  confidence: number;
  reason: 'no-content' | 'no-match';
};

export type Answer = FoundAnswer | UnsureAnswer | NothingAnswer;

/** An article's card: its brief part, one excerpt-sized text per section. */
export type TopicCard = {
  article: AnswerPassage['article'];
  sections: { ref: PassageRef; headingPath: string[]; text: string }[];
  related: Topic[];
};
