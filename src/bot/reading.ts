// How this chat shows texts: links between articles become deep links into the private chat, which work everywhere.
import { chatOf, type WendaContext } from './context.ts';
import type { FeatureDependencies, Reading } from './dependencies.ts';
import type { LinkUrl } from './render/html.ts';
import { startLink } from './start-parameter.ts';

/** Pictures are offered in private chats only: in a group they would be a second message. */
export function createReading({
  wiki,
  starts,
  pictures,
}: Pick<FeatureDependencies, 'wiki' | 'starts' | 'pictures'>): Reading {
  return (ctx) => ({
    t: ctx.t,
    pictures: pictures !== undefined && chatOf(ctx)?.type === 'private',
    linksOf: linksIn({ wiki, starts }, () => ctx.me),
  });
}

/** What links in an article's text lead to, from any chat. */
export function linksIn(
  { wiki, starts }: Pick<FeatureDependencies, 'wiki' | 'starts'>,
  me: () => WendaContext['me'],
): (articleId: string) => LinkUrl {
  return (articleId) => (href) => {
    const target = wiki.links.resolve(articleId, href);
    if (target?.kind !== 'article') return target?.href;
    const { article, sectionId } = target;
    return startLink(
      me(),
      starts.encode(
        sectionId === undefined
          ? { kind: 'article', articleId: article.articleId }
          : { kind: 'section', sectionId },
      ),
    );
  };
}
