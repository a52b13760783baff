// Cuts a text inside a sentence, and shows the cut.

/** A mark or white space at which a clause ends. */
export const CLAUSE_END = /[,，;；、:：\s]/u;

/** Moves a cut inside a surrogate pair to the left of it. */
export function onCharacterBoundary(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** Cuts a text to at most `max` UTF-16 units, never inside a surrogate pair, and shows the cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, onCharacterBoundary(text, max - 1)).trimEnd()}…`;
}
