// The replies without a passage. Only the served wiki knows a good question to try, so the caller passes it.
import type { Contact } from './brand.ts';
import type { SmallTalkKey } from './small-talk-texts.ts';
import type { Translate } from './translations.ts';

/** Why there is no passage, as in an answer. */
type Reason = 'no-match' | 'no-topic' | 'no-more' | Exclude<SmallTalkKey, 'human-elsewhere'>;

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
  'human',
  'abuse',
]);

/**
 * @param example a question that the wiki answers, where one is known
 * @param contact a sentence that leads to a person (see `contactSentence`); empty if that is said elsewhere
 */
export function nothingText(
  { reason }: { reason: Reason },
  t: Translate,
  example?: string,
  contact?: string,
): string {
  const text = t(reason === 'no-match' ? 'nothing' : reason);
  const whole = ALONE.has(reason) ? text : withExample(text, example, t);
  const people = contact ?? (reason === 'human' ? t('human-elsewhere') : '');
  return people === '' || !leadsToPeople({ reason }) ? whole : `${whole}\n${people}`;
}

/** Whether a reader with such a reply is told whom to turn to. */
export function leadsToPeople({ reason }: { reason: Reason }): boolean {
  return reason === 'no-match' || reason === 'human';
}

/** What the way to a person is called. */
export function contactLabel({ label, address }: Contact, t: Translate): string {
  return label ?? (address.startsWith('@') ? address : t('contact-label'));
}

/** @param isButton whether a button below the text leads there; otherwise the sentence has the address itself */
export function contactSentence(contact: Contact, t: Translate, isButton: boolean): string {
  if (isButton) return t('contact-press', { contact: contactLabel(contact, t) });
  const { label, address } = contact;
  return t('contact-write', { contact: label === undefined ? address : `${label} ${address}` });
}

/** A sentence, and a question to try. */
export function withExample(text: string, example: string | undefined, t: Translate): string {
  return example === undefined ? text : t('with-example', { text, example });
}
