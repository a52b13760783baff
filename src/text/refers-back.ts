// A sentence that begins with "但", "其", "However" or "It" is not understood without the one before.
import type { Normal } from './normal-form.ts';

const HAN =
  '但|不过|然而|可是|而|却|因此|因而|所以|于是|从而|否则|此[外后前时类种]|另外|除此|同[时年月日]|次[年月日]|翌[年日]|随后|其|该|此|这|那|它|他|她|前者|后者|上述|两者|二者|据此|根据(?:此|该|这)|对此|为此';
const LATIN =
  "(?:however|but|yet|therefore|thus|hence|so|otherwise|then|also|besides|moreover|furthermore|in addition|instead|it|its|it's|they|their|them|this|that|these|those|he|his|she|her|such|both|the (?:former|latter|same))\\b";
const MARKER = '(?:[-☑☐] |\\d+\\. )?["“‘「『(（]*';
const REFERRING = new RegExp(`^${MARKER}(?:${HAN}|${LATIN})`, 'u');

/** Whether a sentence begins with words that stand for, or follow from, the sentence before it. */
export function refersBack(sentence: Normal): boolean {
  return REFERRING.test(sentence);
}
