// Raised and lowered characters in plain text: 10⁵, H₂O, and x^(n+2) where Unicode has no such character.
const PLAIN = '0123456789+-−=()ni';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎';

/** Raised as it is: ①, ™, *; the end of an ordinal: 2nd; a reference: [1]. */
const RAISED_ANYWAY = /^(?:[\p{So}\p{No}*†‡§]+|\[.*\]|st|nd|rd|th)$/u;

/** A superscript or subscript as plain text; empty ones and those that are raised as they are stay so. */
export function raiseOrLower(text: string, place: 'sup' | 'sub'): string {
  const trimmed = text.trim();
  if (trimmed === '' || RAISED_ANYWAY.test(trimmed)) return text;
  const signs = place === 'sup' ? RAISED : LOWERED;
  const moved = Array.from(trimmed, (character) => signs.charAt(PLAIN.indexOf(character)));
  return moved.includes('') ? `${place === 'sup' ? '^' : '_'}(${trimmed})` : moved.join('');
}
