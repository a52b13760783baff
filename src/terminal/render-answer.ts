// Answers as terminal text: the same data as in Telegram, with optional ANSI styles.
import { styleText } from 'node:util';
import type { Answer, AnswerPassage, FoundAnswer, ArticleRef, UnsureAnswer } from '../answer/answer.ts';
import { joinHeadings } from '../corpus/article.ts';
import { nothingText } from '../locales/nothing-text.ts';
import type { Translate } from '../locales/translations.ts';
import type { ExcerptSentence } from '../retrieval/excerpt.ts';

export type TerminalOptions = { t: Translate; /** Styles instead of plain text. */ colour: boolean };

type Style = Parameters<typeof styleText>[0];

export function renderAnswerText(answer: Answer, options: TerminalOptions): string {
  const { t } = options;
  switch (answer.kind) {
    case 'found': {
      const related = answer.related.length === 0 ? [] : [t('prompt-related'), ...bullets(answer.related)];
      const further = answer.further.map((passage) => `• ${heading(passage, options)}`);
      const { source } = answer.main.article;
      return [
        ...understood(answer, t),
        heading(answer.main, options),
        '',
        excerptText(answer.main, options),
        '',
        paint(metaOf(answer.main, t), 'dim', options),
        ...(source === undefined ? [] : [`${t('prompt-source')} ${source}`]),
        ...(further.length === 0 ? [] : [t('further'), ...further]),
        ...related,
      ].join('\n');
    }
    case 'unsure':
      return [
        ...understood(answer, t),
        t('unsure'),
        '',
        heading(answer.closest, options),
        '',
        excerptText(answer.closest, options),
        '',
        t('prompt-unsure'),
        ...bullets(answer.topics),
      ].join('\n');
    case 'topics':
      return [t('topics-named'), ...bullets(answer.topics)].join('\n');
    case 'nothing':
      return nothingText(answer, t);
  }
}

function understood({ understoodAs }: FoundAnswer | UnsureAnswer, t: Translate): string[] {
  return understoodAs === undefined ? [] : [t('understood-as', { question: understoodAs }), ''];
}

function heading({ article, headingPath }: AnswerPassage, options: TerminalOptions): string {
  return [paint(article.title, 'bold', options), joinHeadings(headingPath)]
    .filter((part) => part !== '')
    .join(' › ');
}

function metaOf({ article: { date, views } }: AnswerPassage, t: Translate): string {
  return t('meta', { date, views });
}

function excerptText({ excerpt: { sentences, gapAfter } }: AnswerPassage, options: TerminalOptions): string {
  const body = sentences
    .map((sentence) => (sentence.gapBefore ? '… ' : '') + sentenceText(sentence, options))
    .join('');
  return body.trimEnd() + (gapAfter ? ' …' : '');
}

function sentenceText({ text, best, marks }: ExcerptSentence, options: TerminalOptions): string {
  let line = '';
  let at = 0;
  for (const { start, end } of marks) {
    line += text.slice(at, start) + paint(text.slice(start, end), 'underline', options);
    at = end;
  }
  line += text.slice(at);
  return best ? paint(line, 'bold', options) : line;
}

function bullets(articles: readonly ArticleRef[]): string[] {
  return articles.map(({ title }) => `• ${title}`);
}

function paint(text: string, style: Style, { colour }: TerminalOptions): string {
  return colour ? styleText(style, text) : text;
}
