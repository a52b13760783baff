import type { Translate } from '../../locales/translations.ts';
import type { LinkUrl } from './html.ts';

/** How texts of articles are shown in a chat. */
export type ReadingView = {
  t: Translate;
  /** Where the links of an article lead to from this chat. */
  linksOf: (articleId: string) => LinkUrl;
  /** Whether pictures are offered. */
  pictures: boolean;
};
