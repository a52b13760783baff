// "What about this?": words that ask about another text, the one quoted or replied to.
import { functionWordRanges, isFunctionWord } from '../text/function-words.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { actIn } from './acts.ts';
import { smallTalkIn } from './small-talk.ts';

/** Names for a text as such, and what one wants done about it. */
const POINTERS =
  /一?[句段条点项件](?:话|文字|内容|事)?|种情况|情况|样的话|玩意儿?|[上下]面|引用|问题|意思|解释|说明|理解|回答|讲讲|说说|怎么看|看[看下]|帮忙?|求[解助教]|同问|\b(?:explain|answer|mean(?:s|ing)?|see|above|question|any|idea|one|help|so)\b/gu;
const HANDS = /[👆👇👈👉☝❓❔🤔]/gu;
/** One-character rests of such words: 多少钱 is 多少 and this. */
const REST = /^[个样种话对钱]$/u;
/** Function words that ask for something of their own about the other text. */
const SPECIFIC =
  /多[少久长大高贵]|几|谁|哪[里儿家位种]|什么时[候间]|什么地方|何[时地]|\b(?:when|where|who|how (?:long|much|many))\b/u;

/** What a message says about another text that it quotes or replies to. */
export type Pointing =
  /** It speaks for itself. */
  | 'no'
  /** No word of its own, or only words that point: 这个呢. */
  | 'at'
  /** A question that needs the other text: 多久. */
  | 'about';

export function pointingIn(message: string): Pointing {
  const normal = normalise(message.replace(HANDS, ''));
  if (smallTalkIn(normal) !== undefined || actIn(normal) !== undefined || !isEmpty(normal)) return 'no';
  return SPECIFIC.test(normal) ? 'about' : 'at';
}

/** Whether nothing is left without function words and pointers. */
function isEmpty(message: Normal): boolean {
  let own = '';
  let at = 0;
  for (const { start, end } of functionWordRanges(message)) {
    own += `${message.slice(at, start)} `;
    at = end;
  }
  const words = (own + message.slice(at)).replace(POINTERS, ' ').match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return words.every((word) => isFunctionWord(word) || REST.test(word));
}
