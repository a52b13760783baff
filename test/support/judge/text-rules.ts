// Rules about the texts of a request that no schema can say: what is left after entities are parsed, buttons, links.
import { isEmptyText, readHtml, visibleText } from './html-rules.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Their text is the message itself. */
const MESSAGES = new Set(['sendMessage', 'editMessageText']);
/** Rich messages. Source: Bot API, "Rich Message Limits". */
const MAX_RICH_TEXT = 32_768;
const MAX_RICH_BLOCKS = 500;

/** Breaches in the parameters of a request, wherever they are nested. */
export function textRules(method: string, parameters: unknown): string[] {
  const found: string[] = [];
  const say = (place: string, rule: string): void => void found.push(`${method}${place}: ${rule}`);
  visit('', parameters);
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
    for (const name of ['text', 'message_text', 'caption', 'explanation', 'question', 'description']) {
      const text = fields[name];
      if (typeof text !== 'string') continue;
      const isHtml = fields['parse_mode'] === 'HTML';
      if (isHtml) for (const breach of readHtml(text).violations) say(`${place}/${name}`, `HTML: ${breach}`);
      const isMessage = name === 'message_text' || (name === 'text' && MESSAGES.has(method) && place === '');
      if (isMessage && isEmptyText(isHtml ? visibleText(text) : text))
        say(`${place}/${name}`, 'message text is empty');
      for (const [, parameter = ''] of text.matchAll(/t\.me\/\w+\?start=([^"&\s]*)/g))
        checkStart(`${place}/${name}`, parameter);
    }
    const keyboard = fields['inline_keyboard'];
    if (Array.isArray(keyboard)) checkKeyboard(`${place}/inline_keyboard`, keyboard);
    if (isFields(fields['rich_message'])) checkRich(`${place}/rich_message`, fields['rich_message']);
  }

  function checkKeyboard(place: string, keyboard: readonly unknown[]): void {
    for (const [i, row] of keyboard.entries()) {
      if (!Array.isArray(row) || row.length === 0) say(`${place}/${i}`, 'a row without buttons');
      else for (const [j, button] of row.entries()) checkButton(`${place}/${i}/${j}`, button as Fields);
    }
  }

  function checkButton(place: string, button: Fields): void {
    const actions = Object.keys(button).filter(
      (name) => !['text', 'style', 'icon_custom_emoji_id'].includes(name),
    );
    if (actions.length !== 1) say(place, `a button has one action, not ${actions.length}`);
    if (isEmptyText(String(button['text']))) say(`${place}/text`, 'a button needs a text');
    if (typeof button['url'] === 'string') checkUrl(`${place}/url`, button['url']);
  }

  function checkUrl(place: string, url: string): void {
    const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
    const isHost = /^(?:[\p{L}\p{N}_-]+\.)+(?:[\p{L}]{2,}|xn--[a-z0-9-]+)$|^(?:\d+\.){3}\d+$/iu.test(
      hostname,
    );
    if (protocol !== 'tg:' && (!/^https?:$/.test(protocol) || !isHost))
      say(place, `Telegram refuses the address ${url}`);
    const start = /^https:\/\/t\.me\/\w+\?start=(.*)$/.exec(url)?.[1];
    if (start !== undefined) checkStart(place, start);
  }

  function checkStart(place: string, parameter: string): void {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(parameter))
      say(place, `a start parameter has 1-64 of A-Za-z0-9_-: ${parameter}`);
  }

  function checkRich(place: string, message: Fields): void {
    const ways = ['blocks', 'html', 'markdown'].filter((name) => name in message);
    if (ways.length !== 1) say(place, 'one of blocks, html and markdown');
    const size = sizeOf(message['blocks']);
    if (size.text > MAX_RICH_TEXT) say(place, `${size.text} characters, at most ${MAX_RICH_TEXT}`);
    if (size.blocks > MAX_RICH_BLOCKS) say(place, `${size.blocks} blocks, at most ${MAX_RICH_BLOCKS}`);
    if (Array.isArray(message['blocks']) && size.text === 0) say(place, 'message text is empty');
  }
}

/** Text and blocks of a rich message, those inside others included. */
function sizeOf(value: unknown): { text: number; blocks: number } {
  const sum = { text: 0, blocks: 0 };
  const walk = (node: unknown, isText: boolean): void => {
    if (typeof node === 'string') sum.text += isText ? node.length : 0;
    else if (Array.isArray(node)) for (const item of node) walk(item, isText);
    else if (isFields(node)) {
      const isItem =
        'blocks' in node && !('type' in node && typeof node['type'] === 'string' && node['type'].length > 1);
      if (typeof node['type'] === 'string' || isItem) sum.blocks++;
      for (const [name, field] of Object.entries(node)) walk(field, ['text', 'summary', 'caption', 'credit'].includes(name)); // prettier-ignore
    }
  };
  walk(value, false);
  return sum;
}
