// A whole article page by page: as one text, in which every section begins with its heading.
import type { SectionText, WholeArticle } from '../../answer/article-reader.ts';
import { joinHeadings } from '../../corpus/article.ts';
import { moveShape, type ShapedText } from '../../corpus/shape.ts';
import { clip } from '../../text/cuts.ts';
import { button, sourceRow } from './buttons.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import { metaHtml, titleHtml } from './passage-html.ts';
import { picturesIn, pictureRow } from './picture-buttons.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, MAX_HEADING, type Reply, rows } from './reply.ts';
import { MAX_PAGE, pageAt, pageNumber, pagesOf } from './text-pages.ts';

export function renderArticlePage(
  { article, sections }: WholeArticle,
  wanted: number,
  { t, linksOf, pictures }: ReadingView,
): Reply {
  const { whole, places } = joined(sections);
  const pages = pagesOf(whole, MAX_PAGE);
  const { shown, page } = pageAt(pages, wanted);
  const sectionAt = (at: number): Place | undefined => places.findLast(({ start }) => start <= at);
  const first = sectionAt(shown.start);
  // A section that goes on from the page before shows its heading again.
  const heading = first === undefined || first.start === shown.start ? '' : first.heading;
  const to = (target: number, text: string): ButtonRow[number] =>
    button(text, { kind: 'article-page', page: target, articleId: article.articleId });
  const offered = picturesIn(shown.spans).map(({ src, start }) => ({
    src,
    sectionId: sectionAt(shown.start + start)?.section.sectionId ?? '',
  }));
  return {
    html: [
      titleHtml(article.title),
      (heading === '' ? '' : `<b>${escapeHtml(heading)}</b>\n`) +
        shapedHtml(shown, linksOf(article.articleId)),
      metaHtml(article, t) + pageNumber(page, pages.length, t),
    ].join('\n\n'),
    buttons: rows(
      [
        ...(page > 0 ? [to(page - 1, t('button-previous-page'))] : []),
        ...(page < pages.length - 1 ? [to(page + 1, t('button-next-page'))] : []),
      ],
      pictures ? pictureRow(offered) : [],
      sourceRow(article.source, t),
    ),
  };
}

type Place = { section: SectionText; heading: string; start: number };

/** The sections as one text, each a unit of its own, and where they begin. */
function joined(sections: readonly SectionText[]): { whole: ShapedText; places: Place[] } {
  const whole: ShapedText = { text: '', units: [], spans: [] };
  const places = sections.map((section) => {
    if (whole.text !== '') whole.text += '\n\n';
    const start = whole.text.length;
    const heading = clip(joinHeadings(section.headingPath), MAX_HEADING);
    if (heading !== '') {
      whole.spans.push({ kind: 'strong', start, end: start + heading.length });
      whole.text += `${heading}\n`;
    }
    const shape = structuredClone({ units: section.units, spans: section.spans });
    moveShape(shape, whole.text.length);
    whole.text += section.text;
    whole.units.push({ kind: 'figure', start, end: whole.text.length, units: shape.units });
    whole.spans.push(...shape.spans);
    return { section, heading, start };
  });
  return { whole, places };
}
