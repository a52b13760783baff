// Telegram's limits; it refuses a request that exceeds them. Source: Bot API 10.3.

/** UTF-16 units of a message, counted after the entities are parsed out of its text. */
export const MAX_MESSAGE = 4096;
/** The same of a picture's caption. */
export const MAX_CAPTION = 1024;
/** Characters of an inline query. */
export const MAX_INLINE_QUERY = 256;
/** Bytes of a button's data. */
export const MAX_CALLBACK_BYTES = 64;
/** Characters of a deep link's parameter. */
export const MAX_START_PARAMETER = 64;
/** Characters, blocks and levels of a rich message ("Rich Message Limits"). */
export const MAX_RICH_TEXT = 32_768;
export const MAX_RICH_BLOCKS = 500;
export const MAX_RICH_DEPTH = 16;
