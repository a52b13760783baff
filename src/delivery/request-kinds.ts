// What requests are, and what Telegram says to some of them.

/** What readers see as a new message. */
export const MESSAGE = /^(?:send(?!ChatAction)|copy|forward)/;

/** The chat that a request is about, if it is about one. */
export function chatOf(payload: object): string | undefined {
  const chat: unknown = 'chat_id' in payload ? payload.chat_id : undefined;
  return typeof chat === 'number' || typeof chat === 'string' ? String(chat) : undefined;
}

/** What Telegram says itself to an answer that comes too late. */
export const TOO_OLD = {
  ok: false,
  error_code: 400,
  description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
} as const;
