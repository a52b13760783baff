// Rules about the texts of a request that no schema can express: the text after parsing entities, buttons, links.
import { isEmptyText, readHtml, unescape, visibleText } from './html-rules.ts';
import { richBreaches } from './rich-rules.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Methods whose text is the message itself. */
const MESSAGES = new Set(['sendMessage', 'editMessageText']);
const TEXTS = ['text', 'message_text', 'caption', 'explanation', 'question', 'description', 'quote', 'title'];
/** Fields of a button besides its one action. */
const LOOKS = new Set(['text', 'style', 'icon_custom_emoji_id']);
const LINK_TO_CHAT = /(?:https?:\/\/)?\b(?:t|telegram)\.(?:me|dog)\/[^\s"<>]*|tg:\/\/resolve[^\s"<>]*/gi;

/** Breaches in the parameters of a request, wherever they are nested. */
export function textRules(method: string, parameters: unknown): string[] {
  const found: string[] = [];
  const say = (place: string, rule: string): void => void found.push(`${method}${place}: ${rule}`);
  visit('', parameters);
  if (method === 'answerInlineQuery' && isFields(parameters)) checkInline(parameters);
  return found;

  function visit(place: string, value: unknown): void {
    if (typeof value === 'string') {
      if (!value.isWellFormed()) say(place, 'strings must be well-formed UTF-16');
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(`${place}/${i}`, item);
    } else if (isFields(value)) {
      checkFields(place, value);
      for (const [name, field] of Object.entries(value)) visit(`${place}/${name}`, field);
    }
  }

  function checkFields(place: string, fields: Fields): void {
    for (const name of TEXTS) {
      const text = fields[name];
      if (typeof text === 'string') checkText(`${place}/${name}`, text, isHtml(fields, name));
    }
    const { text, message_text: shared } = fields;
    const message = place === '' && MESSAGES.has(method) ? (text ?? shared) : shared;
    const name = message === shared ? 'message_text' : 'text';
    if (typeof message === 'string' && isEmptyText(isHtml(fields, name) ? visibleText(message) : message))
      say(`${place}/${name}`, 'message text is empty');
    const { inline_keyboard: keyboard, rich_message: rich, type, buttons, button } = fields;
    if (Array.isArray(keyboard)) checkKeyboard(`${place}/inline_keyboard`, keyboard);
    if (type === 'buttons' && Array.isArray(buttons)) checkRow(`${place}/buttons`, buttons);
    if (type === 'button' && isFields(button)) checkButton(`${place}/button`, button);
    if (isFields(rich)) for (const breach of richBreaches(rich)) say(`${place}/rich_message`, breach);
  }

  function checkText(place: string, text: string, html: boolean): void {
    if (html) for (const breach of readHtml(text).violations) say(place, `HTML: ${breach}`);
    for (const [link] of text.matchAll(LINK_TO_CHAT)) checkStart(place, html ? unescape(link) : link);
  }

  function checkKeyboard(place: string, keyboard: readonly unknown[]): void {
    for (const [i, row] of keyboard.entries()) {
      if (!Array.isArray(row) || row.length === 0) say(`${place}/${i}`, 'a row without buttons');
      else checkRow(`${place}/${i}`, row);
    }
  }

  function checkRow(place: string, row: readonly unknown[]): void {
    for (const [i, button] of row.entries()) if (isFields(button)) checkButton(`${place}/${i}`, button);
  }

  function checkButton(place: string, button: Fields): void {
    const actions = Object.keys(button).filter((name) => !LOOKS.has(name));
    if (actions.length !== 1) say(place, `a button has one action, not ${actions.length}`);
    const { text, url } = button;
    if (text === undefined || (typeof text === 'string' && isEmptyText(text)))
      say(`${place}/text`, 'a button needs a text');
    if (typeof url === 'string') checkUrl(`${place}/url`, url);
  }

  function checkUrl(place: string, url: string): void {
    const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
    const isHost =
      /^(?:[\p{L}\p{N}_-]+\.)+(?:[\p{L}]{2,}|xn--[a-z0-9-]+)$|^(?:\d+\.){3}\d+$|^\[[\da-f:]+\]$/iu.test(
        hostname,
      );
    if (protocol !== 'tg:' && (!/^https?:$/.test(protocol) || !isHost))
      say(place, `Telegram refuses the address ${url}`);
    for (const [link] of url.matchAll(LINK_TO_CHAT)) checkStart(place, link);
  }

  function checkStart(place: string, link: string): void {
    const query = new URLSearchParams(link.split('#')[0]?.split('?')[1]);
    for (const name of ['start', 'startgroup']) {
      const parameter = query.get(name);
      // `startgroup` without a value adds a bot to a group.
      if (parameter === null || (name === 'startgroup' && parameter === '')) continue;
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(parameter))
        say(place, `a start parameter has 1-64 of A-Za-z0-9_-: ${parameter}`);
    }
  }

  function checkInline({ button, results }: Fields): void {
    if (isFields(button)) checkButton('/button', button);
    for (const [i, result] of (Array.isArray(results) ? (results as unknown[]) : []).entries())
      if (isFields(result) && typeof result['title'] === 'string' && isEmptyText(result['title']))
        say(`/results/${i}/title`, 'a result needs a title');
  }
}

/** `parse_mode`, or `question_parse_mode` and the like if there are several texts. */
function isHtml(fields: Fields, name: string): boolean {
  const isFormatted = name !== 'title' && name !== 'description' && name !== 'quote';
  return (fields[`${name}_parse_mode`] ?? (isFormatted ? fields['parse_mode'] : undefined)) === 'HTML';
}
