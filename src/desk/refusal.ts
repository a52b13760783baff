// What a refusal of Telegram means for a parcel. Telegram tells most of them apart in words only.
import { GrammyError } from 'grammy';

/** Why something can never be passed on, in the order in which they are looked for. */
const CAUSES = {
  blocked: /blocked by the user|USER_IS_BLOCKED/i,
  deactivated: /user is deactivated|INPUT_USER_DEACTIVATED/i,
  'no-chat': /can't initiate conversation|PEER_ID_INVALID|chat not found/i,
  protected: /can't be copied|can't be forwarded|protected content|CHAT_FORWARDS_RESTRICTED/i,
  gone: /to (?:copy|edit|delete) not found|MESSAGE_ID_INVALID|no messages to forward/i,
  'too-old': /can't be deleted|can't be edited|MESSAGE_EDIT_TIME_EXPIRED/i,
  'no-voice': /VOICE_MESSAGES_FORBIDDEN/i,
  'too-large': /too (?:big|large|long)|FILE_PARTS_INVALID|Entity Too Large/i,
} as const;

export type Cause = keyof typeof CAUSES | 'other';

export type Refusal =
  | { kind: 'refused'; cause: Cause; words: string }
  /** The forum topic is no more. */
  | { kind: 'topic-gone' }
  | { kind: 'topic-closed' }
  /** The staff's group does not let the bot write: that may pass. */
  | { kind: 'away'; words: string }
  /** What replied to, or quoted, is not there: it goes without. */
  | { kind: 'bad-reply' };

const BAD_REPLY = /QUOTE_TEXT_INVALID|replied not found|REPLY_MESSAGE_ID_INVALID/i;
const TOPIC_GONE = /thread not found|TOPIC_(?:DELETED|ID_INVALID)/i;
const AWAY =
  /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_ADMIN_REQUIRED|CHAT_RESTRICTED|administrator rights|not a forum|CHANNEL_FORUM_MISSING|CHANNEL_PRIVATE|(?:kicked|member).*(?:group|channel) chat|group chat was/i;

/**
 * @param isToStaff whether it was written into the staff's group
 * @returns undefined for what is no refusal: it is unknown then whether the request was carried out
 */
export function refusalIn(error: unknown, isToStaff: boolean): Refusal | undefined {
  if (!(error instanceof GrammyError)) return undefined;
  const { description: words, error_code: code } = error;
  if (code === 429 || code >= 500) return undefined;
  if (BAD_REPLY.test(words)) return { kind: 'bad-reply' };
  if (AWAY.test(words)) return { kind: 'away', words };
  if (isToStaff) {
    if (TOPIC_GONE.test(words)) return { kind: 'topic-gone' };
    if (/TOPIC_CLOSED/i.test(words)) return { kind: 'topic-closed' };
    if (code === 403 || /chat not found/i.test(words)) return { kind: 'away', words };
  }
  const cause = (Object.keys(CAUSES) as (keyof typeof CAUSES)[]) // keys() forgets their type
    .find((one) => CAUSES[one].test(words));
  return { kind: 'refused', cause: cause ?? 'other', words };
}

/** Whether a request was refused since there was nothing to change. */
export function isUnchanged(error: unknown): boolean {
  return error instanceof GrammyError && /is not modified|TOPIC_NOT_MODIFIED/i.test(error.description);
}
