// The sections of a catalogue: ids and headings in a table of texts, numbers beside them. A section becomes an object
// when it is looked at.
import type { CatalogueSection } from './catalogue-article.ts';
import { lastAtMost } from './last-at-most.ts';
import { createTextIndex, createTextTable, createWords, type TextIndex } from './text-table.ts';

export interface SectionTable {
  size(): number;
  add(section: CatalogueSection): void;
  /** @throws RangeError for a section that is not there */
  at(index: number): CatalogueSection;
  /** Ends adding. */
  finish(): FinishedSections;
}

export type FinishedSections = {
  passages: number;
  /** @throws RangeError for an ordinal that no section has */
  placeOf: (ordinal: number) => { sectionIndex: number; ordinalInSection: number };
  byId: (id: string) => number | undefined;
};

/** Between id and headings. No heading has it: Markdown replaces it. */
const SEPARATOR = '\0';

export function createSectionTable(): SectionTable {
  const firstPassages = createWords();
  const passageCounts = createWords();
  const texts = createTextTable();

  return {
    size: () => texts.size(),
    add({ id, headingPath, firstPassage, passages }) {
      texts.add([id, ...headingPath].join(SEPARATOR));
      firstPassages.push(firstPassage);
      passageCounts.push(passages);
    },
    at(index) {
      const [id = '', ...headingPath] = texts.at(index).split(SEPARATOR);
      return { id, headingPath, firstPassage: firstPassages.at(index), passages: passageCounts.at(index) };
    },
    finish() {
      const [firsts, counts] = [firstPassages.finish(), passageCounts.finish()];
      texts.finish();
      const last = firsts.length - 1;
      const idAt = (index: number): string => texts.at(index).split(SEPARATOR, 1)[0] ?? '';
      let index: TextIndex | undefined;
      const indexed = (): TextIndex => {
        const made = createTextIndex(texts.size(), idAt);
        for (let place = 0; place < texts.size(); place++) made.add(idAt(place), place);
        return made;
      };
      return {
        passages: last < 0 ? 0 : (firsts[last] ?? 0) + (counts[last] ?? 0),
        byId: (id) => (index ??= indexed()).placeOf(id),
        placeOf(ordinal) {
          const sectionIndex = lastAtMost(firsts, ordinal);
          const ordinalInSection = ordinal - (firsts[sectionIndex] ?? 0);
          if (ordinalInSection < 0 || ordinalInSection >= (counts[sectionIndex] ?? 0))
            throw new RangeError(`there is no passage ${ordinal}`);
          return { sectionIndex, ordinalInSection };
        },
      };
    },
  };
}
