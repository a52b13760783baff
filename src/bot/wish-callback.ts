// The codec for the one button with which readers ask to be told (1–64 bytes):
//
//   n:<carried?>   what the question takes over from the conversation: an article, or ~ and words
//
// The question itself is carried by the message: see question-of.ts.
import type { Carried } from '../answer/last-answer.ts';
import { MAX_CARRIED_BYTES } from '../retrieval/follow-up.ts';

export type WishCallback = { carried: Carried | undefined };

const FORMAT = new RegExp(`^n:([A-Za-z0-9_-]{12}|~.{1,${MAX_CARRIED_BYTES}})?$`, 'u');

/** Never longer than 64 bytes: what is carried has a bound of its own. */
export function encodeWish({ carried }: WishCallback): string {
  if (carried === undefined) return 'n:';
  return 'words' in carried ? `n:~${carried.words}` : `n:${carried.articleId}`;
}

/** Undefined for data that this program did not write. */
export function decodeWish(text: string): WishCallback | undefined {
  const match = FORMAT.exec(text);
  if (match === null) return undefined;
  const [, carried] = match;
  if (carried === undefined) return { carried: undefined };
  return { carried: carried.startsWith('~') ? { words: carried.slice(1) } : { articleId: carried } };
}
