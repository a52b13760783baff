// The wiki as the staff's canned answers: passages for words, and one of them for a reader, with its source.
import { type AnswerPassage } from '../answer/answer.ts';
import { excerptText } from '../answer/runs.ts';
import type { Wiki } from '../answer/wiki.ts';
import { linkRow, sourceRow } from '../bot/render/buttons.ts';
import { escapeHtml, type LinkUrl, shapedHtml } from '../bot/render/html.ts';
import { headingHtml } from '../bot/render/passage-html.ts';
import type { Reply } from '../bot/render/reply.ts';
import type { Translate } from '../locales/translations.ts';
import { clip } from '../text/cuts.ts';
import { normalise } from '../text/normal-form.ts';
import { encodeDesk } from './desk-callback.ts';
import type { SensitiveWords, Verdict } from './sensitive-words.ts';

const MAX_FOUND = 5;
/** UTF-16 units of each in the list. */
const MAX_SNIPPET = 160;

export interface FindPassages {
  /** The closest passages, with a button for each. @throws Failure `model` */
  list(words: string, t: Translate): Promise<string | Reply>;
  /**
   * A passage of the list for words, as the reader gets it; undefined if it is gone. `verdict`: what the sensitive words
   * say to it. Same errors.
   */
  passage(words: string, sectionId: string, t: Translate): Promise<FoundPassage | undefined>;
}

export type FoundPassage = { title: string; reply: Reply; verdict: Verdict };

export type FindPassagesDependencies = {
  wiki: Wiki;
  linksOf: (articleId: string) => LinkUrl;
  pageUrl: ((slug: string, sectionId?: string, sentence?: string) => string) | undefined;
  sensitive: () => SensitiveWords;
};

export function createFindPassages(dependencies: FindPassagesDependencies): FindPassages {
  const { wiki, linksOf, pageUrl, sensitive } = dependencies;
  const found = async (words: string): Promise<AnswerPassage[]> =>
    (await wiki.unmetered.list(normalise(words), { offset: 0, limit: MAX_FOUND })).passages;

  return {
    list: async (words, t) => {
      const passages = await found(words);
      if (passages.length === 0) return t('find-none');
      const entries = passages.map((passage, i) => {
        const { text } = excerptText(passage.excerpt);
        return `${i + 1}. ${headingHtml(passage)}\n${escapeHtml(clip(text.replace(/\s+/g, ' '), MAX_SNIPPET))}`;
      });
      const buttons = passages.map(({ ref: { sectionId } }, i) => ({
        text: String(i + 1),
        callback_data: encodeDesk({ kind: 'passage', sectionId }),
      }));
      return { html: [...entries, escapeHtml(t('find-found'))].join('\n\n'), buttons: [buttons] };
    },
    passage: async (words, sectionId, t) => {
      const passage = (await found(words)).find(({ ref }) => ref.sectionId === sectionId);
      if (passage === undefined) return undefined;
      const { article, excerpt } = passage;
      const shown = excerptText(excerpt);
      const verdict = sensitive().judge(shown.text);
      const text = verdict.kind === 'mask' ? verdict.text : shown.text;
      const page = linkRow(t('button-page'), pageUrl?.(article.slug, sectionId));
      const row = [...sourceRow(article.source, t), ...page];
      return {
        title: article.title,
        verdict,
        reply: {
          html: `${headingHtml(passage)}\n<blockquote>${shapedHtml({ ...shown, text }, linksOf(article.articleId))}</blockquote>`,
          buttons: row.length === 0 ? [] : [row],
        },
      };
    },
  };
}
