/** Text under a heading; `heading` is undefined for text directly under its part. */
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

/** `unplaced` lists text that belongs to no topic, with its line in the saved file. */
export type ImportedPage = { articles: ImportedArticle[]; unplaced: { line: number; text: string }[] };
