// The messages between server and page: plain data without markup.

/** Keys of the page's own words, without the prefix they have in the locales. */
export const WORDS = [
  'title',
  'about',
  'about-group',
  'about-elsewhere',
  'try',
  'chats',
  'private',
  'group',
  'elsewhere',
  'private-hint',
  'group-hint',
  'elsewhere-hint',
  'messages',
  'write',
  'send',
  'commands',
  'no-commands',
  'reply',
  'cancel',
  'edited',
  'typing',
  'you',
  'more',
  'less',
  'spoiler',
  'copied',
  'only-you',
  'results',
  'searching',
  'no-results',
  'unanswered',
  'connecting',
  'failed',
  'language',
  'theme-auto',
  'theme-light',
  'theme-dark',
  'why',
  'close',
  'why-none',
  'why-not-searched',
  'why-understood',
  'why-terms',
  'why-confidence',
  'why-found',
  'why-unsure',
  'why-topics',
  'why-nothing',
  'why-limits',
  'why-passages',
  'why-vector',
  'why-lexical',
  'why-fused',
  'why-words',
  'why-no-words',
  'why-steps',
  'why-read',
  'why-embed',
  'why-search',
  'why-rank',
  'why-answer',
  'why-total',
] as const;
export type Word = (typeof WORDS)[number];
export type Words = Record<Word, string>;

/** `private`: with the bot. `group`: the bot is a member. `elsewhere`: without the bot, but with inline mode. */
export type ChatKind = 'private' | 'group' | 'elsewhere';

export type Setup = {
  language: string;
  languages: { code: string; name: string; html: string }[];
  words: Words;
  bot: { name: string; username: string };
  examples: string[];
};

export type Entity = { type: string; offset: number; length: number; url?: string | undefined };
/** One of `data`, `url` and `copy`. */
export type Button = {
  text: string;
  /** As in the Bot API. */
  style?: 'primary' | 'success' | 'danger';
  data?: string;
  url?: string;
  copy?: string;
};

export type ShownMessage = {
  /** Negative for an ephemeral message. */
  id: number;
  /** Between the bot and the reader, in a group where others do not see it. */
  onlyYou: boolean;
  /** Written by the reader. */
  own: boolean;
  /** ISO 8601. */
  date: string;
  edited: boolean;
  /** For a rich message, its words only. */
  text: string;
  entities: Entity[];
  /** Blocks of a rich message, as in the Bot API. */
  blocks?: unknown[] | undefined;
  /** A picture by its address on this server, or a file by its name. */
  picture?: string | undefined;
  file?: string | undefined;
  keyboard: Button[][];
  replyTo?: { id: number; own: boolean; text: string } | undefined;
  /** Shared with the help of the bot. */
  viaBot: boolean;
  /** Emoji of the bot's reaction; '' for none. */
  reaction: string;
};

export type ChatEvent =
  | { kind: 'setup'; setup: Setup }
  | { kind: 'history'; chat: ChatKind; messages: ShownMessage[] }
  | { kind: 'message' | 'edited'; chat: ChatKind; message: ShownMessage }
  | { kind: 'deleted'; chat: ChatKind; messageId: number }
  | { kind: 'typing'; chat: ChatKind }
  | { kind: 'reaction'; chat: ChatKind; messageId: number; emoji: string };

export type Command = { command: string; description: string };
export type Pressed = { text?: string | undefined; url?: string | undefined; answered: boolean };
export type InlineResult = { id: string; title: string; description: string };
export type InlineAnswer = {
  answered: boolean;
  results: InlineResult[];
  /** '' at the end. */
  nextOffset: string;
  /** Leads to the private chat. */
  button?: { text: string; parameter: string } | undefined;
};

export type WhyStep = { step: 'read' | 'embed' | 'search' | 'rank' | 'answer'; ms: number };
export type WhyPassage = {
  title: string;
  headingPath: readonly string[];
  /** Each 0 to 1. */
  fused: number;
  vectorScore: number;
  coverage: number;
  /** Words of the question that are in the passage. */
  words: string[];
};

/** Explains how an answer was chosen. */
export type Why = {
  question: string;
  /** What was read of a long message. */
  readAs?: string | undefined;
  /** Several questions in one message; each is explained by itself. */
  parts: Why[];
  kind: 'found' | 'unsure' | 'topics' | 'nothing' | 'parts';
  /** False for small talk. */
  searched: boolean;
  understoodAs?: string | undefined;
  terms: string[];
  /** 0 to 1. */
  confidence: number;
  cutOffs: { found: number; unsure: number };
  /** Best first. */
  passages: WhyPassage[];
  steps: WhyStep[];
};
