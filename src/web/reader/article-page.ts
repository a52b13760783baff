// The page of one article: where it belongs, its text, and where to go next.
import type { ArticleRef } from '../../answer/answer.ts';
import type { ArticleCard, Neighbours, SectionText } from '../../answer/article-reader.ts';
import type { ListedArticle } from '../../answer/article-directory.ts';
import { searchable } from '../../corpus/shape.ts';
import { languageOfText, LOCALES } from '../../locales/translations.ts';
import { splitSentences } from '../../text/sentences.ts';
import { articlePath } from '../urls.ts';
import { clip } from '../../text/cuts.ts';
import { renderPage } from './layout.ts';
import { articleBody, type BodyInput, headingsOf } from './article-body.ts';
import { isWebAddress } from './inline-html.ts';
import { type Markup, markup } from '../markup.ts';
import { articleLinks, articleList } from './article-list.ts';
import { trail } from './folder-links.ts';
import { type PictureSizes, previewPath } from './picture-sizes.ts';
import type { Visit } from './visit.ts';

export type ArticleInput = {
  card: ArticleCard;
  sections: readonly SectionText[];
  sizes: PictureSizes;
  found: BodyInput['found'];
  neighbours: Neighbours;
  newest: readonly ListedArticle[];
  /** Undefined without a bot. */
  shareUrl: string | undefined;
  askUrl: string | undefined;
  visit: Visit;
  publicUrl: string | undefined;
};

/** From this many sections on, an article has a table of contents. */
const MIN_CONTENTS = 3;
/** Deeper entries of it are indented no further. */
const MAX_DEPTH = 4;

export function articlePage(input: ArticleInput): Markup {
  const { card, sections, sizes, found, newest, visit, publicUrl } = input;
  const { t } = visit;
  const { slug, title, date, views, source } = card.article;
  return renderPage({
    visit,
    publicUrl,
    title,
    description: summaryOf(card.brief),
    kind: 'article',
    picture: previewPath(sections, sizes),
    address: { path: articlePath(slug) },
    body: markup`${trail(card.folder, title, visit)}
<article lang="${LOCALES[languageOfText(title)].html}" data-copy="${t('web-copy')}" data-copied="${t('web-copied')}" data-copy-link="${t('web-copy-link')}">
<h1>${title}</h1>
<p class="meta" lang="${LOCALES[visit.language].html}"><time datetime="${date}">${date}</time>${views > 0 && ` · ${t('reads', { views })}`}${source !== undefined && isWebAddress(source) && markup` · <a href="${source}" rel="noopener nofollow">${t('button-source')}</a>`}</p>
${actions(input)}
${contents(sections, visit)}
<div class="text"${introduction(card)}>
${articleBody({ sections, link: visit.linkFrom(card.article.articleId), sizes, found })}</div>
</article>
${beside(input)}
${linksUnder(t('web-related'), 'related', card.related, visit)}
<section aria-labelledby="newest"><h2 id="newest">${t('topics-latest')}</h2>
${articleList(newest, visit)}</section>`,
  });
}

function actions({ card, shareUrl, askUrl, visit: { t, link, language } }: ArticleInput): Markup {
  const ask = askUrl ?? link({ path: '/search', parameters: { q: card.article.title } });
  return markup`<p class="actions" lang="${LOCALES[language].html}">${shareUrl !== undefined && markup`<a href="${shareUrl}" rel="noopener">${t('web-share')}</a> `}<a href="${ask}">${t('web-ask')}</a></p>`;
}

/** Open beside the text where the window is wide, else folded. */
function contents(sections: readonly SectionText[], { t, language }: Visit): Markup | undefined {
  if (sections.length < MIN_CONTENTS) return undefined;
  const items = headingsOf(sections).flatMap((headings, i) => {
    const own = headings.length > 0 ? headings : [{ heading: t('introduction'), depth: 1 }];
    return own.map(({ heading, depth }) => {
      const name = depth > 1 && markup` class="depth${Math.min(depth, MAX_DEPTH)}"`;
      return markup`<li${name}><a href="#${sections[i]?.sectionId ?? ''}">${heading}</a></li>\n`;
    });
  });
  return markup`<details class="contents"><summary lang="${LOCALES[language].html}">${t('web-contents')}</summary>
<ul>
${items}</ul>
</details>`;
}

function beside({
  neighbours: { previous, next },
  visit: { t, articleLink },
}: ArticleInput): Markup | undefined {
  if (previous === undefined && next === undefined) return undefined;
  const to = (rel: 'prev' | 'next', ref: ArticleRef | undefined): Markup | undefined =>
    ref &&
    markup`<a rel="${rel}" href="${articleLink(ref.slug)}">${t(rel === 'prev' ? 'web-previous' : 'web-next', { topic: ref.title })}</a>\n`;
  return markup`<nav class="beside" aria-label="${t('web-beside')}">
${to('prev', previous)}${to('next', next)}</nav>`;
}

/** Text before the first heading has no heading element for its id. */
function introduction({ contents: [first] }: ArticleCard): Markup | undefined {
  return first?.heading === '' ? markup` id="${first.sectionId}"` : undefined;
}

function linksUnder(
  label: string,
  id: string,
  list: readonly ArticleRef[],
  visit: Visit,
): Markup | undefined {
  if (list.length === 0) return undefined;
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${label}</h2>
${articleLinks(list, visit)}</section>`;
}

/** Longest description, in UTF-16 units. Source: about what search engines and messengers show. */
const MAX_SUMMARY = 160;

/** What an article is about, in a sentence: the first of its brief part, without struck words. */
export function summaryOf([section]: readonly SectionText[]): string {
  if (section === undefined) return '';
  const { start, end } = section.units.find(({ kind }) => kind === 'paragraph') ?? {
    start: 0,
    end: Infinity,
  };
  const text = searchable(section).slice(start, end);
  const [first] = splitSentences(text);
  return clip(text.slice(0, first?.end).replace(/\s+/g, ' ').trim(), MAX_SUMMARY);
}
