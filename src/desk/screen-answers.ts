// What the bot sends to readers is looked at as well. Nobody is there to decide about an answer: one with a word that must
// wait or must not go is not shown.
import type { Transformer } from 'grammy';
import { isObject } from '../system/is-object.ts';
import type { SensitiveWords } from './sensitive-words.ts';

export type ScreenAnswersOptions = {
  sensitive: () => SensitiveWords;
  /** There the words are talked about. */
  staffChat: () => number;
  /** What stands in place of an answer, in the language of a chat. */
  withheld: (chat: number) => string;
  /** A transformer cannot be taken off again. */
  isOn: () => boolean;
};

type Fields = Record<string, unknown>;
const TEXTS = ['text', 'caption', 'message_text', 'title', 'description'];
/** Where texts stand in a payload; what is not named here, such as buttons, has none of the wiki's sentences. */
const INSIDE = ['media', 'input_message_content', 'result'];

export function screenAnswers({ sensitive, staffChat, withheld, isOn }: ScreenAnswersOptions): Transformer {
  return (call, method, payload, signal) => {
    const fields = payload as Fields;
    const chat = Number(fields['chat_id'] ?? 0);
    if (!isOn() || method === 'answerCallbackQuery' || chat === staffChat())
      return call(method, payload, signal);
    const { judge } = sensitive();
    const shown = screened(fields, judge, withheld(chat)) ?? fields;
    const { results } = fields;
    if (Array.isArray(results))
      shown['results'] = results.flatMap((result: unknown) =>
        isObject(result) ? (screened(result, judge) ?? []) : [result],
      );
    return call(method, shown as typeof payload, signal);
  };
}

/**
 * @param instead what a text becomes that must not go
 * @returns undefined if there is nothing to put in its place
 */
function screened(fields: Fields, judge: SensitiveWords['judge'], instead?: string): Fields | undefined {
  const isHtml = fields['parse_mode'] === 'HTML';
  const shown = { ...fields };
  for (const name of TEXTS) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    const kept = screenedText(text, isHtml, judge) ?? instead;
    if (kept === undefined) return undefined;
    shown[name] = kept;
  }
  for (const name of INSIDE) {
    const inner = fields[name];
    if (!isObject(inner)) continue;
    const kept = screened(inner, judge, instead);
    if (kept === undefined) return undefined;
    shown[name] = kept;
  }
  return shown;
}

/** Tags, and characters that are written as entities. */
const MARKUP = /(<[^>]*>|&(?:lt|gt|amp|quot|#\d+);)/;

/** With its words masked; undefined if it must not go. */
function screenedText(text: string, isHtml: boolean, judge: SensitiveWords['judge']): string | undefined {
  const parts = isHtml ? text.split(MARKUP) : [text];
  const words = parts.map((part, i) => (i % 2 === 0 ? part : part.startsWith('<') ? '' : ' '));
  const verdict = judge(words.join(''));
  if (verdict.kind === 'send') return text;
  if (verdict.kind !== 'mask') return undefined;
  let at = 0;
  return parts
    .map((part, i) => {
      const length = words[i]?.length ?? 0;
      const masked = verdict.text.slice(at, (at += length));
      return i % 2 === 0 ? masked : part;
    })
    .join('');
}
