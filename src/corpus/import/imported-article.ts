/** Text under a heading; `heading` is undefined for text that stands directly under its part. */
export type ImportedSection = { heading?: string; level: number; paragraphs: string[] };
export type ImportedPart = { name: string; sections: ImportedSection[] };
export type ImportedArticle = {
  title: string;
  date?: string;
  views?: number;
  source?: string;
  related: string[];
  parts: ImportedPart[];
};

/** `unplaced` lists what belongs to no topic, with the line of the saved file. */
export type ImportedPage = { articles: ImportedArticle[]; unplaced: { line: number; text: string }[] };
