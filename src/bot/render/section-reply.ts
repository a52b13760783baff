// Sections to read, page by page: one of an answer, or one after the other from a topic's card.
import type { SectionPage } from '../../answer/article-reader.ts';
import { LAST_PAGE, type ListPlace, type ResultPlace } from '../callback-data.ts';
import { button, sourceRow } from './buttons.ts';
import { escapeHtml, shapedHtml } from './html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import { pageAt, pageNumber, pagesOf } from './text-pages.ts';
import { headingHtml, metaHtml } from './passage-html.ts';
import type { ReadingView } from './reading-view.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';

/** UTF-16 units of a page: about one phone screen. */
const MAX_PAGE = 1200;

/** The page of a section, and the answer that it belongs to or the list that its topic's card was opened from. */
export type SectionPlace = { page: number } & ({ answer: ResultPlace } | { from?: ListPlace | undefined });

/** Below an answer only its own pages are turned; from a card, previous and next go on to other sections. */
export function renderSection(section: SectionPage, at: SectionPlace, view: ReadingView): Reply {
  const { t, linksOf } = view;
  const { sectionId, article } = section;
  const { articleId, source } = article;
  const pages = pagesOf(section, MAX_PAGE);
  const { shown, page } = pageAt(pages, at.page);
  const to = (target: number, text: string, id = sectionId): ButtonRow => [
    'answer' in at
      ? button(text, { kind: 'whole-section', page: target, sectionId: id, ...at.answer })
      : button(text, { kind: 'section', page: target, sectionId: id, from: at.from }),
  ];
  const beside = (neighbour: SectionPage['next'], target: number, text: string): ButtonRow =>
    'answer' in at || neighbour === undefined ? [] : to(target, text, neighbour.sectionId);
  const previous =
    page > 0
      ? to(page - 1, t('button-previous-page'))
      : beside(section.previous, LAST_PAGE, t('button-previous-section'));
  const next =
    page < pages.length - 1
      ? to(page + 1, t('button-next-page'))
      : beside(section.next, 0, t('button-next-section'));
  const place = t('section-place', { position: section.position + 1, count: section.count });
  const back: ButtonRow =
    'answer' in at
      ? [
          button(t('button-back-to-answer'), { kind: 'result', ...at.answer }),
          button(t('button-whole-article'), { kind: 'whole-article', articleId }),
        ]
      : [button(t('button-back-to-topic'), { kind: 'card', page: 0, articleId, from: at.from })];
  return {
    html: [
      headingHtml(section),
      shapedHtml(shown, linksOf(articleId)),
      ('answer' in at ? metaHtml(article, t) : `<i>${escapeHtml(place)}</i>`) +
        pageNumber(page, pages.length, t),
    ].join('\n\n'),
    buttons: rows(
      [...previous, ...next],
      view.pictures ? pictureRow(picturesOf(shown.spans, sectionId)) : [],
      [...back, ...sourceRow(source, t)],
    ),
  };
}
