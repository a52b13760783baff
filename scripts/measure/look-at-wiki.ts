// Looks at a wiki as its readers see it: whether the name of a section opens it, and whether markup is shown raw.
import { type Answer, shownPassage } from '../../src/answer/answer.ts';
import { searchable, withBlanks } from '../../src/corpus/shape.ts';
import type { Excerpt } from '../../src/retrieval/excerpt.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import type { Measured } from './open-for-measuring.ts';
import { randomNumbers } from '../../src/system/random-numbers.ts';

export type WikiLook = {
  /** Sections by their headings, each heading of one section only; those that a reader who types one does not get. */
  headings: { asked: number; missed: string[] };
  /** Excerpts that random passages gave, and the lines in them that hold markup. */
  excerpts: { shown: number; raw: string[] };
};

/** Characters of a passage that are asked, at most. */
const ASKED = 30;
/** Markup of Markdown, HTML and the tools of wikis. */
const RAW =
  /<\/?[a-z][^<>\n]{0,80}>|\{\{|\}\}|\{%|%\}|\{#|\*\*|~~|:::|\[\[|\]\]|\]\(|!\[|^!{3} |\[!\w|%%|```|^#{1,6} |\[\^|&[a-z]{2,8};/im;

/** Asks every section's name, and a clause of so many random passages. */
export async function lookAtWiki(
  { index, answerer }: Pick<Measured, 'index' | 'answerer'>,
  { excerpts, headings, seed }: { excerpts: number; headings: number; seed: number },
): Promise<WikiLook> {
  const random = randomNumbers(seed);
  const look: WikiLook = { headings: { asked: 0, missed: [] }, excerpts: { shown: 0, raw: [] } };
  for (const { heading, sectionId } of namedSections(index)
    .sort(() => random() - 0.5)
    .slice(0, headings)) {
    look.headings.asked++;
    const answer = await answerer.answer(heading);
    if (answer.kind !== 'found' || answer.main.ref.sectionId !== sectionId)
      look.headings.missed.push(heading);
  }
  const { passages } = index.catalogue;
  for (let tries = 0; look.excerpts.shown < excerpts && tries < 3 * excerpts; tries++) {
    const answer = await answerer.answer(clauseOf(index, Math.floor(random() * passages)));
    for (const excerpt of excerptsOf(answer)) {
      look.excerpts.shown++;
      const line = wordsOf(excerpt)
        .split('\n')
        .find((text) => RAW.test(text));
      if (line !== undefined) look.excerpts.raw.push(line.trim());
    }
  }
  return look;
}

function namedSections({ catalogue }: Measured['index']): { heading: string; sectionId: string }[] {
  const byName = new Map<string, { heading: string; sectionId: string }[]>();
  for (const { sections } of catalogue.articles) {
    for (const { id, headingPath } of sections) {
      const heading = headingPath.at(-1) ?? '';
      const name = normalise(heading).trim();
      if (name !== '') byName.set(name, [...(byName.get(name) ?? []), { heading, sectionId: id }]);
    }
  }
  return [...byName.values()].flatMap((same) => (same.length === 1 ? same : []));
}

/** A sentence of a passage, or its beginning. */
function clauseOf(index: Measured['index'], ordinal: number): string {
  const { start, end } = index.texts.passageRange(ordinal);
  const text = searchable(index.texts.section(index.catalogue.place(ordinal).sectionIndex)).slice(start, end);
  const sentences = splitSentences(text).map((range) => text.slice(range.start, range.end).trim());
  const longest = sentences.sort((a, b) => b.length - a.length)[0] ?? '';
  return longest.slice(0, ASKED).toWellFormed();
}

function excerptsOf(answer: Answer): Excerpt[] {
  const shown = shownPassage(answer);
  return shown === undefined ? [] : [shown.excerpt];
}

/** The text of an excerpt without code, which is shown as written. */
function wordsOf({ sentences }: Excerpt): string {
  return sentences.map((sentence) => withBlanks(sentence, ['code', 'pre'])).join('');
}
