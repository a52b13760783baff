// How fast messages go to one chat. Telegram allows about one a second, and 20 a minute to a group; what is faster is
// answered with 429 and long pauses. Source: "My bot is hitting limits" in Telegram's bot FAQ.

export type Pace = {
  /** When the next message may go to a chat, in milliseconds of the clock. */
  openAt(chat: string): number;
  /** Notes that a message has gone to a chat now. */
  sent(chat: string): void;
};

const SPACING_MS = 1000;
const MINUTE_MS = 60_000;
const MAX_PER_MINUTE = 20;

export function createPace({ now }: { now: () => number }): Pace {
  /** When messages went to each chat, as far as it matters; the chat that was quiet the longest comes first. */
  const sentAt = new Map<string, number[]>();

  return {
    openAt: (chat) => {
      const times = sentAt.get(chat) ?? [];
      const last = times.at(-1);
      if (last === undefined) return 0;
      const oldest = times.length < MAX_PER_MINUTE ? undefined : times[0];
      return Math.max(last + SPACING_MS, oldest === undefined ? 0 : oldest + MINUTE_MS);
    },
    sent: (chat) => {
      const times = isGroup(chat) ? (sentAt.get(chat) ?? []) : [];
      sentAt.delete(chat);
      sentAt.set(chat, [...times, now()].slice(-MAX_PER_MINUTE));
      for (const [quiet, before] of sentAt) {
        if ((before.at(-1) ?? 0) > now() - MINUTE_MS) break;
        sentAt.delete(quiet);
      }
    },
  };
}

/** Groups have negative ids, or names. */
function isGroup(chat: string): boolean {
  return !/^\d/.test(chat);
}
