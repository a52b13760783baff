import type { Wiki } from '../answer/wiki.ts';
import { joinHeadings } from '../corpus/article.ts';

/** What counted topics and sections are called; undefined for those that are gone. */
export type Names = {
  topic: (articleId: string) => string | undefined;
  section: (sectionId: string) => string | undefined;
};

/** The names of the newest generation. */
export function namesIn({ directory, reader }: Pick<Wiki, 'directory' | 'reader'>): Names {
  return {
    topic: (articleId) => directory.byId(articleId)?.title,
    section: (sectionId) => {
      const section = reader.section(sectionId);
      return section && joinHeadings([section.article.title, ...section.breadcrumb]);
    },
  };
}
