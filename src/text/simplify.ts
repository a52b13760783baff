// Traditional → simplified, one character at a time. Phrase rules (乾坤 stays 乾坤) are left out on purpose: with them
// a character's result would depend on its neighbours, so that a word could be simplified differently in an article and
// in a question, and offsets could no longer be mapped back to the original.
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

const table: ReadonlyMap<string, string> = readTable(traditionalToSimplified);

function readTable(dictionary: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const entry of dictionary.split('|')) {
    const [from, to] = entry.split(' ');
    if (from && to && from !== to) map.set(from, to);
  }
  return map;
}

/**
 * Simplified form of one character (code point); other characters come back unchanged. Source: OpenCC's TSCharacters,
 * first candidate, applied repeatedly until nothing changes.
 */
export function simplify(character: string): string {
  let current = character;
  for (let step = 0; step < 3; step++) {
    const next = table.get(current);
    if (next === undefined) break;
    current = next;
  }
  return current;
}
