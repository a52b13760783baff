import type { ArticleRef } from '../../answer/answer.ts';
import type { Translate } from '../../locales/translations.ts';
import { button } from './buttons.ts';
import { escapeHtml } from './html.ts';
import type { Reply } from './reply.ts';

/** The greeting: what the bot is, how much it knows, and example questions as buttons. */
export function renderStart(
  { articles, topics }: { articles: number; topics: readonly ArticleRef[] },
  t: Translate,
): Reply {
  const invitation = topics.length === 0 ? '' : `\n\n${escapeHtml(t('start-examples'))}`;
  return {
    html: t('start', { articles }) + invitation,
    buttons: topics.map(({ title, articleId }) => [button(title, { kind: 'example', articleId })]),
  };
}
