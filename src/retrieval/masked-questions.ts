// Questions that the readers of a wiki could ask but the wiki could not answer: a clause of its own text, asked while the
// article it is from is masked. Without a label they show how sure the search can be of a wrong passage in this wiki.
import { searchable } from '../corpus/shape.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { MaskedConfidences } from '../index/manifest.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { randomNumbers, shuffled } from '../system/random-numbers.ts';
import { isFunctionWord } from '../text/function-words.ts';
import { normalise } from '../text/normal-form.ts';
import { createMaskedIndex } from './masked-index.ts';
import { normalQuestion } from './question.ts';
import type { Retriever } from './retriever.ts';

export type MaskedQuestion = {
  text: string;
  /** The clause in it. */
  clause: string;
  /** The article it is from. */
  article: CatalogueArticle;
};

/** Half as many as passages, within these bounds: more would tell little and take long. */
const QUESTIONS = { least: 100, most: 300 } as const;
/** With one article masked, at least two must be left to choose from. */
const MIN_ARTICLES = 3;
/** Clauses of one passage: more would ask about the same again. */
const MAX_OF_PASSAGE = 4;
/** Lengths of a clause, in Han characters and in words. */
const HAN_CHARACTERS = [8, 40] as const;
const WORDS = [5, 14] as const;
/** Share of the questions with an asking word; the others are a bare phrase, as people type into a search box. */
const ASKING_SHARE = 0.7;

const MARK = /[\n。！？；：，、…!?;]|[.:,](?=\s|$)/u;
const HAN = /\p{Script=Han}/gu;
/** A word of a running text: no code, no number, no sign. */
const WORD = /^[“"'‘(]?\p{L}[\p{L}\p{M}'’-]*[”"'’)]?$/u;

/** `…` stands for the clause. Only English puts these words in front of Latin clauses; others are left as they are. */
const ASKED = {
  han: [
    '…是什么',
    '…怎么办',
    '…有哪些',
    '…多少',
    '…多久',
    '…吗',
    '…是谁',
    '为什么…',
    '如何…',
    '什么是…',
    '怎么…',
  ],
  english: [
    'what is …',
    'how does …',
    'why …',
    'when …',
    'who …',
    'how much …',
    'where …',
    'is it true that …',
  ],
} as const;

/**
 * How sure the search is of a wrong passage, by questions made of the wiki and by labelled ones. If the passage that is
 * found has the very clause, it answers, and the question is left out.
 * @param open a search over an index; questions made of the wiki have no typing errors
 * @param labelled questions that the wiki does not answer, as readers ask them
 * @throws Failure `model` when the model stops working
 */
export async function measureMasked(
  index: OpenIndex,
  open: (index: OpenIndex, options: { correctSpelling: boolean }) => Pick<Retriever, 'retrieve'>,
  labelled: readonly string[],
): Promise<Pick<MaskedConfidences, 'made' | 'labelled'>> {
  const measured: Pick<MaskedConfidences, 'made' | 'labelled'> = { made: [], labelled: [] };
  const masked = createMaskedIndex(index);
  const withoutOne = open(masked.index, { correctSpelling: false });
  for (const { text, clause, article } of maskedQuestions(index)) {
    masked.hide(article);
    const { hits, confidence } = await withoutOne.retrieve(normalQuestion(text));
    const [first] = hits;
    const found = first === undefined ? '' : normalise(textOf(index, first.ordinal));
    if (!found.includes(normalise(clause))) measured.made.push(rounded(confidence));
  }
  const whole = open(index, { correctSpelling: true });
  for (const question of labelled) {
    const { confidence } = await whole.retrieve(normalQuestion(question));
    measured.labelled.push(rounded(confidence));
  }
  return measured;
}

/** Three digits are more than a few hundred questions tell. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The questions made of a generation, the same for the same articles; few or none if the wiki is small. */
export function maskedQuestions(
  index: Pick<OpenIndex, 'catalogue' | 'texts' | 'manifest'>,
): MaskedQuestion[] {
  const { catalogue, manifest } = index;
  if (catalogue.articles.length < MIN_ARTICLES) return [];
  const random = randomNumbers(Number.parseInt(manifest.corpus.checksum.slice(0, 8), 16));
  const count = Math.min(QUESTIONS.most, Math.max(QUESTIONS.least, catalogue.passages / 2));
  const ordinals = shuffled([...Array(catalogue.passages).keys()], random);
  const clauses = new Map<number, string[]>();
  const used = new Set<string>();
  const questions: MaskedQuestion[] = [];
  for (let round = 0; round < MAX_OF_PASSAGE; round++) {
    for (const ordinal of ordinals) {
      if (questions.length >= count) return questions;
      const left = clauses.get(ordinal) ?? shuffled(clausesIn(textOf(index, ordinal)), random);
      clauses.set(ordinal, left);
      const clause = left.pop();
      if (clause === undefined || used.has(clause)) continue;
      used.add(clause);
      questions.push({ text: asked(clause, random), clause, article: catalogue.place(ordinal).article });
    }
  }
  return questions;
}

/** What is searched of a passage. */
function textOf({ catalogue, texts }: Pick<OpenIndex, 'catalogue' | 'texts'>, ordinal: number): string {
  const { start, end } = texts.passageRange(ordinal);
  return searchable(texts.section(catalogue.place(ordinal).sectionIndex)).slice(start, end);
}

/** The clauses of a text that are long enough to be a question, and not too long. */
export function clausesIn(text: string): string[] {
  return text
    .split(MARK)
    .map((clause) => clause.trim())
    .filter((clause) => isHanClause(clause) || isLatinClause(clause));
}

function isHanClause(clause: string): boolean {
  return isBetween(clause.match(HAN)?.length ?? 0, HAN_CHARACTERS);
}

function isLatinClause(clause: string): boolean {
  const words = clause.split(/\s+/);
  return isBetween(words.length, WORDS) && words.every((word) => WORD.test(word));
}

function isBetween(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

function asked(clause: string, random: () => number): string {
  const forms = isHanClause(clause)
    ? ASKED.han
    : clause.split(/\s+/).some((word) => isFunctionWord(word.toLowerCase()))
      ? ASKED.english
      : [];
  const isAsking = random() < ASKING_SHARE;
  const form = forms[Math.floor(random() * forms.length)];
  return isAsking && form !== undefined ? form.replace('…', () => clause) : clause;
}
