// The replies without a passage. Only the served wiki knows a good question to try, so the caller passes it.
import type { SmallTalkKey } from './small-talk-texts.ts';
import type { Translate } from './translations.ts';

/** Why there is no passage, as in an answer. */
type Reason = 'no-match' | 'no-topic' | 'no-more' | SmallTalkKey;

/** After these, a question to try would come across as pushing. */
const ALONE: ReadonlySet<Reason> = new Set([
  'no-more',
  'laughter',
  'sigh',
  'machine',
  'agreement',
  'thanks',
  'praise',
  'goodbye',
  'command',
  'abuse',
]);

/** @param example a question that the wiki answers, where one is known */
export function nothingText({ reason }: { reason: Reason }, t: Translate, example?: string): string {
  const text = t(reason === 'no-match' ? 'nothing' : reason);
  return ALONE.has(reason) ? text : withExample(text, example, t);
}

/** A sentence, and a question to try. */
export function withExample(text: string, example: string | undefined, t: Translate): string {
  return example === undefined ? text : t('with-example', { text, example });
}
