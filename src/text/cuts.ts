// Where a text may be cut inside a sentence.

/** A mark or white space at which a clause ends. */
export const CLAUSE_END = /[,，;；、:：\s]/u;

/** Moves a cut out of the middle of a surrogate pair, to the left. */
export function onCharacterBoundary(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
