// Pauses that Telegram asks for (429). A pause for one chat and one for the whole bot look the same, so after a pause
// for one chat the requests of others go one at a time until it is clear which it is. Nothing goes out before its time,
// except for the one request that finds out.
//
//          ┌── free ◀──────────────────────────────┐
//   429 of │                                       │ one is answered
//   a chat ▼                                       │
//       one at a time (others wait half a second at most)
//          │                       ▲
//          │ 429 of another chat   │ the latest end of their pauses
//          └──▶ closed for all ────┘
//
// Where chats have lately had pauses of their own, two at once may be chance: then more of them must be refused in a row.
export type Floods = {
  /** The earliest time for the next request of a chat, in milliseconds of the clock. */
  openAt(chat: string): number;
  /** While another request finds out: resolves when it is time to ask again. */
  held(): Promise<void> | undefined;
  /** Call when a request goes out; gives what must be called when its outcome is known. */
  begin(chat: string): Pass;
};

export type Pass = {
  /** Telegram asks for a pause. */
  refused(seconds: number): void;
  /** Telegram took it, or refused it for good. */
  answered(): void;
  /** Neither. */
  unknown(): void;
};

/** A request that finds out is not awaited longer than this. */
const HOLD_MS = 500;

/** So many chats with pauses of their own are remembered, for so long. */
const MAX_ALONE = 2;
const ALONE_MS = 10 * 60_000;

type Doubt = {
  /** Chats that were refused, and nobody was answered since. */
  refused: Set<string>;
  closedUntil: number;
  /** The request that finds out, while it is awaited. */
  held: Promise<void> | undefined;
};

export type FloodsOptions = {
  now: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

export function createFloods({ now, wait }: FloodsOptions): Floods {
  const pauses = new Map<string, number>();
  let doubt: Doubt | undefined;
  /** How often a chat had a pause of its own, and when the last time. */
  let [alone, aloneAt] = [0, 0];

  const lately = (): number => (now() - aloneAt > ALONE_MS ? 0 : alone);

  function pause(chat: string, until: number): void {
    for (const [other, end] of pauses) if (end <= now()) pauses.delete(other);
    pauses.set(chat, until);
  }

  /** Makes others wait until the returned function is called, but not for long. */
  function hold(current: Doubt): () => void {
    const known = new AbortController();
    const held = wait(HOLD_MS, known.signal).then(() => {
      if (current.held === held) current.held = undefined;
    });
    current.held = held;
    return () => {
      known.abort();
    };
  }

  return {
    openAt: (chat) => Math.max(pauses.get(chat) ?? 0, doubt?.closedUntil ?? 0),
    held: () => doubt?.held,
    begin: (chat) => {
      // What an older request says is no answer to the question of now.
      const mine = doubt;
      const release = mine === undefined ? () => undefined : hold(mine);
      return {
        refused: (seconds) => {
          pause(chat, now() + seconds * 1000);
          release();
          if (doubt === undefined) doubt = newDoubt();
          else if (doubt !== mine) return;
          doubt.refused.add(chat);
          if (doubt.refused.size >= 2 + lately())
            doubt = newDoubt(Math.max(...[...doubt.refused].map((one) => pauses.get(one) ?? 0)));
        },
        answered: () => {
          release();
          if (doubt === undefined || doubt !== mine) return;
          if (doubt.refused.size > 0) [alone, aloneAt] = [Math.min(lately() + 1, MAX_ALONE), now()];
          doubt = undefined;
        },
        unknown: release,
      };
    },
  };
}

function newDoubt(closedUntil = 0): Doubt {
  return { refused: new Set(), closedUntil, held: undefined };
}
