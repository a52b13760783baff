// Raised and lowered characters in plain text: 10⁵, H₂O, and x^(n+2) where Unicode has no such character.
const RAISED = new Map([...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'].map((sign, i) => ['0123456789+-=()ni'.charAt(i), sign]));
const LOWERED = new Map([...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'].map((sign, i) => ['0123456789+-=()'.charAt(i), sign]));
RAISED.set('−', '⁻');
LOWERED.set('−', '₋');

/** A superscript or subscript as plain text; empty and bracketed ones ([1], a reference) stay as they are. */
export function raiseOrLower(text: string, place: 'sup' | 'sub'): string {
  const trimmed = text.trim();
  if (trimmed === '' || /^\[.*\]$/.test(trimmed)) return text;
  const signs = place === 'sup' ? RAISED : LOWERED;
  const characters = [...trimmed];
  return characters.every((character) => signs.has(character))
    ? characters.map((character) => signs.get(character)).join('')
    : `${place === 'sup' ? '^' : '_'}(${trimmed})`;
}
