import type { Translate } from './translations.ts';

/** What is said when nothing is shown, by an answer's reason: `no-match`, or the key of a wording of its own. */
export function nothingText({ reason }: { reason: string }, t: Translate): string {
  return t(reason === 'no-match' ? 'nothing' : reason, { example: t('example-question') });
}
