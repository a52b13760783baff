// Synonyms map readers' words to articles' words: colloquial to official, English to Chinese. They apply to the
// question only, so that a change needs no new index.
//
// The file has the format of Solr and Elasticsearch: one rule per line; `#` at its beginning or after a blank starts a
// comment.
//   a, b => c, d     a question with a or b is searched for c and d as well
//   a, b, c          each stands for the others
import { Failure } from '../system/failure.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { termsOf, type Token } from '../text/tokens.ts';

/** A segment of a question (UTF-16 range) and its synonyms, the best one first. */
export type SynonymMatch = { start: number; end: number; alternatives: Normal[] };

export interface Synonyms {
  /**
   * Matches in order, without overlap: from left to right, the longest first. Latin words match whole, plurals as
   * singulars.
   */
  match(question: Normal): SynonymMatch[];
  /** Latin words on the left of rules, which are not misspellings. */
  readonly latinWords: ReadonlySet<string>;
  readonly rules: readonly SynonymRule[];
}

/** Each word on the left has those on the right as synonyms. */
export type SynonymRule = { left: readonly Normal[]; right: readonly Normal[] };

/** A trie over units: one Han character or one word each. */
type Node = { next?: Map<string, Node>; alternatives?: Normal[] };

/**
 * @param file name of the file, for messages
 * @throws Failure `config` naming file and line of an empty rule
 */
export function parseSynonyms(text: string, file: string): Synonyms {
  const rules = text.split(/\r?\n/).flatMap((line, i) => {
    const rule = parseRule(line);
    if (rule === 'bad')
      throw new Failure(
        'config',
        `${file}:${i + 1}: not a rule like "a, b => c" or "a, b, c": ${line.trim()}`,
      );
    return rule ?? [];
  });
  return synonymsOf(rules);
}

/** The rule of a line; undefined if it is empty or a comment. */
export function parseRule(line: string): SynonymRule | 'bad' | undefined {
  const rule = line.replace(/(?:^|\s)#.*/, '').trim();
  if (rule === '') return undefined;
  const [left = [], right, ...more] = rule.split('=>').map((side) => side.split(',').map(normalise));
  const words = [...left, ...(right ?? [])];
  const isRule = more.length === 0 && (right !== undefined || left.length > 1);
  if (!isRule || words.some((word) => units(word).length === 0)) return 'bad';
  return { left, right: right ?? left };
}

/** Of two rules for the same word, the alternatives of the first come first. */
export function synonymsOf(rules: readonly SynonymRule[]): Synonyms {
  const root: Node = {};
  const latinWords = new Set<string>();
  for (const { left, right } of rules) for (const word of left) add(word, right);

  function add(phrase: Normal, alternatives: readonly Normal[]): void {
    let node = root;
    for (const { term } of units(phrase)) {
      if (/^[a-z]/.test(term)) latinWords.add(term);
      node.next ??= new Map();
      let next = node.next.get(term);
      if (next === undefined) node.next.set(term, (next = {}));
      node = next;
    }
    node.alternatives ??= [];
    for (const alternative of alternatives)
      if (alternative !== phrase && !node.alternatives.includes(alternative))
        node.alternatives.push(alternative);
  }

  function match(question: Normal): SynonymMatch[] {
    const tokens = units(question);
    const matches: SynonymMatch[] = [];
    for (let at = 0; at < tokens.length;) {
      let node: Node | undefined = root;
      let found: { length: number; alternatives: Normal[] } | undefined;
      for (let length = 0; node !== undefined; length++) {
        if (node.alternatives !== undefined) found = { length, alternatives: node.alternatives };
        node = node.next?.get(tokens[at + length]?.term ?? '');
      }
      if (found === undefined) {
        at++;
        continue;
      }
      const { start } = tokens[at]!;
      const { end } = tokens[at + found.length - 1]!;
      matches.push({ start, end, alternatives: found.alternatives });
      at += found.length;
    }
    return matches;
  }

  return { match, latinWords, rules };
}

/** No rules at all. */
export const NO_SYNONYMS: Synonyms = { match: () => [], latinWords: new Set(), rules: [] };

/** The characters of scripts without spaces and the words of the others, in order. */
function units(text: Normal): Token[] {
  return termsOf(text).filter(({ kind }) => kind !== 'bigram');
}
