// Text → token ids for one kind of tokenizer.json, with the same ids as transformers.js 2.17: NFKC and lower case,
// words by a pattern, a Unigram vocabulary, no special tokens. Any other kind is refused, not approximated.
import { isDeepStrictEqual } from 'node:util';
import { createUnigram } from './unigram.ts';

export type Tokenizer = {
  /** Token ids of a text, at most `maxTokens`. */
  idsOf: (text: string) => number[];
  maxTokens: number;
  /** Number of tokens in the vocabulary; ids are below. */
  size: number;
};

/** The fields of the two files that are used. */
type TokenizerJson = {
  added_tokens: { id: number; content: string; lstrip: boolean; rstrip: boolean }[];
  normalizer: unknown;
  pre_tokenizer: { pattern?: { Regex?: unknown } } | null;
  post_processor: unknown;
  model: { type: string; unk_id: number; vocab: [piece: string, score: number][] };
};
type TokenizerConfig = {
  tokenizer_class: string;
  model_max_length: number;
  remove_space?: boolean;
  do_lowercase_and_remove_accent?: boolean;
};

/**
 * @param json content of tokenizer.json
 * @param config content of tokenizer_config.json
 * @param maxTokens longer texts are truncated here, or at the configuration's limit if that is lower
 * @throws Error when one of them is not JSON, or describes another kind of tokenizer
 */
export function createUnigramTokenizer(json: string, config: string, maxTokens: number): Tokenizer {
  const tokenizer = JSON.parse(json) as TokenizerJson;
  const settings = JSON.parse(config) as TokenizerConfig;
  const pattern = tokenizer.pre_tokenizer?.pattern?.Regex;
  if (typeof pattern !== 'string' || !isUnderstood(tokenizer, pattern, settings))
    throw new Error('its tokenizer is of another kind than that of static token vectors');
  const { vocab, unk_id: unknown } = tokenizer.model;
  const scores = vocab.map(([, score]) => score);
  const unknownScore = scores.reduce((least, score) => Math.min(least, score)) - 10;
  scores[unknown] = unknownScore;
  const cut = createUnigram(
    vocab.map(([piece]) => piece),
    scores,
    unknownScore,
  );
  const words = new RegExp(pattern, 'gu');
  // `<pad>` and the like, which may occur in a text too.
  const added = new Map(tokenizer.added_tokens.map(({ content, id }) => [content, id]));
  const addedPattern = new RegExp(`(${[...added.keys()].map(literal).join('|')})`);
  const most = Math.min(maxTokens, settings.model_max_length);

  const idsOfSegment = (text: string): number[] => {
    const ids: number[] = [];
    for (const word of text.normalize('NFKC').toLowerCase().match(words) ?? []) {
      for (const piece of cut(word)) {
        const id = piece < 0 ? unknown : piece;
        // Adjacent unknown tokens are merged into one, even across words.
        if (id !== unknown || ids.at(-1) !== unknown) ids.push(id);
      }
    }
    return ids;
  };
  return {
    size: vocab.length,
    maxTokens: most,
    idsOf: (text) => {
      const segments = added.size === 0 ? [text] : text.split(addedPattern);
      return segments.flatMap((segment) => added.get(segment) ?? idsOfSegment(segment)).slice(0, most);
    },
  };
}

function isUnderstood(tokenizer: TokenizerJson, pattern: string, settings: TokenizerConfig): boolean {
  const { added_tokens, normalizer, pre_tokenizer, post_processor, model } = tokenizer;
  const isPlain = ({ id, content, lstrip, rstrip }: TokenizerJson['added_tokens'][number]): boolean =>
    model.vocab[id]?.[0] === content && !lstrip && !rstrip;
  return (
    isDeepStrictEqual(normalizer, {
      type: 'Sequence',
      normalizers: [{ type: 'NFKC' }, { type: 'Lowercase' }],
    }) &&
    // Removed and inverted: the pattern's matches are the words.
    isDeepStrictEqual(pre_tokenizer, {
      type: 'Split',
      pattern: { Regex: pattern },
      behavior: 'Removed',
      invert: true,
    }) &&
    post_processor === null &&
    model.type === 'Unigram' &&
    model.unk_id in model.vocab &&
    added_tokens.every(isPlain) &&
    settings.tokenizer_class === 'PreTrainedTokenizerFast' &&
    Number.isInteger(settings.model_max_length) &&
    settings.remove_space !== true &&
    settings.do_lowercase_and_remove_accent !== true
  );
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
