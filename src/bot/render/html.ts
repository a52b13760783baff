// Telegram's HTML: only <, > and & are special; every tag opened here is closed here.
import { clip } from '../../text/cuts.ts';
import type { Excerpt, ExcerptSentence } from '../../retrieval/excerpt.ts';

/** Makes any text safe for Telegram's HTML mode; lone surrogates, which Telegram refuses, are replaced. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Longest text on a button, in UTF-16 units. */
const MAX_BUTTON = 60;

/** A title clipped to fit on a button. */
export function buttonText(title: string): string {
  return clip(title.toWellFormed(), MAX_BUTTON);
}

/** An excerpt: the best sentence in bold, matching words underlined, gaps as an ellipsis. */
export function excerptHtml({ sentences, gapAfter }: Excerpt): string {
  // A single sentence needs no emphasis.
  const emphasise = sentences.length > 1;
  const body = sentences
    .map((sentence) => (sentence.gapBefore ? '… ' : '') + sentenceHtml(sentence, emphasise))
    .join('');
  return body.trimEnd() + (gapAfter ? ' …' : '');
}

function sentenceHtml({ text, best, marks }: ExcerptSentence, emphasise: boolean): string {
  const visible = text.trimEnd();
  let html = '';
  let at = 0;
  for (const { start, end } of marks) {
    html += `${escapeHtml(text.slice(at, start))}<u>${escapeHtml(text.slice(start, end))}</u>`;
    at = end;
  }
  html += escapeHtml(visible.slice(at));
  const space = text.slice(visible.length);
  return (best && emphasise ? `<b>${html}</b>` : html) + space;
}
