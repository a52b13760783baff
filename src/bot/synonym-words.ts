// What an operator writes about a word that readers use instead of the wiki's.

/** UTF-16 units. */
const MAX_WORD = 40;

/** `word = what it means`; without a sign, a word alone. */
export function sidesOf(text: string): { word: string; means?: string } {
  const [, word, means] = /^(.+?)\s*(?:[=＝]>?|→)\s*(.+)$/su.exec(text) ?? [];
  return word === undefined || means === undefined
    ? { word: text }
    : { word: word.trim(), means: means.trim() };
}

/** Whether a rule of synonyms.txt can hold it. */
export function isWord(text: string): boolean {
  return text.length <= MAX_WORD && /[\p{L}\p{N}]/u.test(text) && !/[,，、#=＝\n]/u.test(text);
}
