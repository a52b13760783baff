// What operators teach, and what it would change: a port.

/** Heading path joined with ` › `, as in questions files; undefined: the article's beginning. */
export type SectionPlace = { article: string; section?: string | undefined };

export type Lesson =
  | { kind: 'belongs'; questions: readonly string[]; to: SectionPlace }
  | { kind: 'synonym'; word: string; means: string }
  | { kind: 'out-of-scope'; questions: readonly string[] };

/** What a lesson would change. Recent: questions asked lately. Cases: labelled ones. */
export type Preview = {
  recent: {
    changed: number;
    of: number;
    /** `before` and `after`: the section that answers, as readers see it; undefined for no answer. */
    examples: { question: string; before: string | undefined; after: string | undefined }[];
  };
  cases: { broken: number; of: number; brokenOnes: string[] };
};

/** A section that a question may belong to. */
export type SectionChoice = {
  place: SectionPlace;
  sectionId: string;
  title: string;
  breadcrumb: readonly string[];
  excerpt: string;
};

export interface Teaching {
  /** Writes nothing. @throws Failure `model` */
  preview(lesson: Lesson): Promise<Preview>;
  /** It is on disk and live when this resolves. @throws Failure `config` when a file cannot be written */
  apply(lesson: Lesson): Promise<void>;
  takeBack(lesson: Lesson): Promise<void>;
  lessons(): readonly (Lesson & { at: string })[];
  /** What no longer exists or cannot be read, one sentence each with file and line. */
  problems(): readonly string[];
  /** Writes an article skeleton with questions as comments; an existing one gets the new questions. @returns its path */
  draft(gapId: string, title: string, questions: readonly string[], text?: string): Promise<string>;
  /** The closest sections for words, best first. */
  sectionsFor(words: string, limit: number): Promise<SectionChoice[]>;
}
