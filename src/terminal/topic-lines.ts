import type { ArticleDirectory } from '../answer/article-directory.ts';
import type { Translate } from '../locales/translations.ts';
import { normalise } from '../text/normal-form.ts';

/** Titles that fit a terminal. */
const MAX_TITLES = 40;

/** Topics by pinyin, or those whose title has the words. */
export function topicLines(
  directory: Pick<ArticleDirectory, 'size' | 'letters' | 'byLetter' | 'search'>,
  words: string,
  t: Translate,
): string[] {
  const bullets = (titles: readonly { label: string }[]): string[] => titles.map(({ label }) => `• ${label}`);
  if (words !== '') {
    const found = directory.search(normalise(words), MAX_TITLES);
    return found.length === 0
      ? [t('prompt-topics-none', { words })]
      : [t('prompt-topics-found', { words }), ...bullets(found)];
  }
  const listed = new Map<string, { label: string }>();
  for (const { letter } of directory.letters()) {
    if (listed.size >= MAX_TITLES) break;
    // A name may stand under two letters.
    const { articles } = directory.byLetter(letter, 0, MAX_TITLES - listed.size);
    for (const article of articles) listed.set(article.articleId, article);
  }
  const more = directory.size - listed.size;
  return [
    t('prompt-topics', { total: directory.size }),
    ...bullets([...listed.values()]),
    ...(more === 0 ? [] : [t('prompt-topics-more', { count: more })]),
  ];
}
