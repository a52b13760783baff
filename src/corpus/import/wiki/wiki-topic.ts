/** Text under a heading, as Markdown; `heading` is undefined for text directly under its part. */
export type WikiSection = { heading?: string; level: number; paragraphs: string[] };

/** A topic of the wiki's own form. */
export type WikiTopic = {
  title: string;
  date?: string;
  views?: number;
  source?: string;
  related: string[];
  /** `name` is undefined for text outside 基本释义 and 详细释义. */
  parts: { name?: string; sections: WikiSection[] }[];
};

/** The topic's text: parts are headings of level 2, and their sections stand below them. */
export function topicBody(parts: WikiTopic['parts']): string {
  const blocks = parts.flatMap(({ name, sections }) => {
    const levels = sections.flatMap(({ heading, level }) => (heading === undefined ? [] : [level]));
    const highest = Math.min(...levels);
    const top = name === undefined ? 2 : 3;
    return [
      ...(name === undefined ? [] : [`## ${name}`]),
      ...sections.flatMap(({ heading, level, paragraphs }) => [
        ...(heading === undefined ? [] : [`${'#'.repeat(Math.min(6, top + level - highest))} ${heading}`]),
        ...paragraphs,
      ]),
    ];
  });
  return blocks.join('\n\n');
}
