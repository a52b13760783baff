import type { ReactionType } from 'grammy/types';
import { isObject, type Payload, structureOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Reactions that bots may give. Source: Bot API, ReactionTypeEmoji. */
const EMOJI = new Set(
  '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  ),
);

/** The reactions of a request: one emoji, or none to remove it. @throws Refusal */
export function readReactions(payload: Payload): ReactionType[] {
  const reactions = structureOf(payload, 'reaction') ?? [];
  if (!Array.isArray(reactions)) throw badRequest("can't parse reaction types: an Array is expected");
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  return reactions.map((reaction: unknown) => {
    const emoji = isObject(reaction) && reaction['type'] === 'emoji' ? reaction['emoji'] : undefined;
    if (typeof emoji !== 'string' || !EMOJI.has(emoji)) throw badRequest('REACTION_INVALID');
    return { type: 'emoji', emoji } as ReactionType; // looked up above
  });
}

/** Reactions as text for the page; '' for none. */
export function emojiOf(reactions: readonly ReactionType[]): string {
  return reactions.map((reaction) => (reaction.type === 'emoji' ? reaction.emoji : '')).join('');
}
