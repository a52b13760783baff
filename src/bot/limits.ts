// Telegram's limits, in one place: it refuses a request that goes beyond them. Source: Bot API 10.3.

/** UTF-16 units of a message, counted when the entities are taken out of its text. */
export const MAX_MESSAGE = 4096;
/** Bytes of a button's data. */
export const MAX_CALLBACK_BYTES = 64;
/** Characters of a deep link's parameter. */
export const MAX_START_PARAMETER = 64;
/** Characters and blocks of a rich message ("Rich Message Limits"). */
export const MAX_RICH_TEXT = 32_768;
export const MAX_RICH_BLOCKS = 500;
/** Updates that one getUpdates gives at most. */
export const MAX_UPDATES = 100;
/** How long an inline query may wait for its answer, in milliseconds: then it is "too old". */
export const MAX_INLINE_WAIT_MS = 30_000;
