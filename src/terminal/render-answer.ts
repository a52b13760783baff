// Answers as terminal text: the same data as in Telegram, with optional ANSI styles.
import { styleText } from 'node:util';
import {
  type Answer,
  type AnswerPassage,
  type ArticleRef,
  type ContinuedAnswer,
  type Reading,
  readingOfContinued,
  type SingleAnswer,
  withoutLists,
} from '../answer/answer.ts';
import { addressBeside, inBrackets, type Links, type LinkTarget } from '../answer/links.ts';
import { excerptText, linkIn, runs } from '../answer/runs.ts';
import { joinHeadings } from '../corpus/article.ts';
import type { Span } from '../corpus/shape.ts';
import type { Contact } from '../locales/brand.ts';
import { contactSentence, nothingText } from '../locales/nothing-text.ts';
import type { Translate } from '../locales/translations.ts';

export type TerminalOptions = {
  t: Translate;
  /** Styles instead of plain text. */
  colour: boolean;
  /** Where the links of articles lead; without it, their words are shown alone. */
  links?: Pick<Links, 'resolve'> | undefined;
  /** Whom to turn to when there is no answer. */
  contact?: Contact | undefined;
};

type Style = Parameters<typeof styleText>[0];
type StyleName = Exclude<Style, readonly unknown[]>;

export function renderAnswerText(answer: Answer, options: TerminalOptions): string {
  const { t } = options;
  const read = answer.readAs === undefined ? '' : `${t('read-as', { question: answer.readAs })}\n\n`;
  const text =
    answer.kind === 'parts'
      ? answer.parts.map((part, i) => numbered(part, i, options)).join('\n\n')
      : singleText(answer, options);
  return read + text;
}

function numbered(part: SingleAnswer, i: number, options: TerminalOptions): string {
  return `${i + 1}. ${paint(part.question, 'bold', options)}\n${singleText(withoutLists(part), options)}`;
}

function singleText(answer: SingleAnswer | ContinuedAnswer, options: TerminalOptions): string {
  const { t, contact } = options;
  switch (answer.kind) {
    case 'found': {
      const related = answer.related.length === 0 ? [] : [t('prompt-related'), ...bullets(answer.related)];
      const { source } = answer.main.article;
      return [
        ...understood(answer, t),
        heading(answer.main, options),
        '',
        shownExcerpt(answer.main, options),
        '',
        paint(metaOf(answer.main, t), 'dim', options),
        ...(source === undefined ? [] : [`${t('prompt-source')} ${readableAddress(source)}`]),
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
        shownExcerpt(answer.closest, options),
        '',
        paint(metaOf(answer.closest, t), 'dim', options),
        ...(answer.topics.length === 0 ? [] : ['', t('prompt-unsure'), ...bullets(answer.topics)]),
      ].join('\n');
    case 'continued':
      return [
        ...understood(readingOfContinued(answer), t),
        heading(answer.passage, options),
        '',
        shownExcerpt(answer.passage, options),
        '',
        paint(metaOf(answer.passage, t), 'dim', options),
      ].join('\n');
    case 'topics':
      return [t('topics-named'), ...bullets(answer.topics)].join('\n');
    case 'nothing':
      return nothingText(answer, t, undefined, contact && contactSentence(contact, t, false));
  }
}

function understood({ understoodAs, assumedTopic }: Reading, t: Translate): string[] {
  if (assumedTopic !== undefined) return [t('assumed-topic', { topic: assumedTopic.title }), ''];
  return understoodAs === undefined ? [] : [t('understood-as', { question: understoodAs }), ''];
}

function heading({ article, breadcrumb }: AnswerPassage, options: TerminalOptions): string {
  return [paint(article.title, 'bold', options), joinHeadings(breadcrumb)]
    .filter((part) => part !== '')
    .join(' › ');
}

function metaOf({ article: { date, views } }: AnswerPassage, t: Translate): string {
  return t('meta', { date, views });
}

function shownExcerpt({ excerpt, article }: AnswerPassage, options: TerminalOptions): string {
  const { text, spans } = excerptText(excerpt);
  let shown = '';
  let at = 0;
  for (const run of runs(text, spans)) {
    // Without styles, only signs tell that a text is struck.
    const struck = options.colour ? undefined : run.spans.find(({ kind }) => kind === 'struck');
    if (struck?.start === at) shown += '~~';
    at += run.text.length;
    const styles = run.spans.flatMap(({ kind }) => STYLES[kind] ?? []);
    shown += styles.length === 0 ? run.text : paint(run.text, styles, options);
    if (struck?.end === at) shown += '~~';
    const link = linkIn(run.spans);
    if (link?.end !== at) continue;
    const target = options.links?.resolve(article.articleId, link.href);
    if (target !== undefined) shown += leadsTo(target, text.slice(link.start, at));
  }
  return shown;
}

const STYLES: Partial<Record<Span['kind'], StyleName>> = {
  strong: 'bold',
  mark: 'bold',
  em: 'italic',
  struck: 'strikethrough',
};

/** What is shown behind the words of a link: its address, or the title of an article; nothing if they say it. */
function leadsTo(target: LinkTarget, words: string): string {
  if (target.kind === 'web') return addressBeside(words, readableAddress(target.href));
  const { title } = target.article;
  return words === title ? '' : inBrackets(words, `→ ${title}`);
}

/** An address with its letters as letters (`/wiki/厦门`); whatever may end or change it stays encoded. */
function readableAddress(address: string): string {
  return address.replace(/(?:%[89a-f][0-9a-f])+/gi, (encoded) => {
    try {
      const letters = decodeURIComponent(encoded);
      return /^[\p{L}\p{M}\p{N}]+$/u.test(letters) ? letters : encoded;
    } catch {
      return encoded;
    }
  });
}

function bullets(articles: readonly ArticleRef[]): string[] {
  return articles.map(({ title }) => `• ${title}`);
}

function paint(text: string, style: Style, { colour }: TerminalOptions): string {
  return colour ? styleText(style, text) : text;
}
