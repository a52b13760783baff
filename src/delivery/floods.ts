// Pauses that Telegram asks for (429). A pause for one chat and one for the whole bot look the same, so after a pause
// for one chat the requests of others go one at a time until it is clear which it is. Nothing goes out before its time,
// except for the one request that finds out.
//
//          ┌── free ◀──────────────────────────────┐
//   429 of │                                       │ one is answered
//   a chat ▼                                       │
//       one at a time (others wait half a second at most)
//          │                       ▲
//          │ 429 of another chat   │ the later end of the two pauses
//          └──▶ closed for all ────┘
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

type Doubt = {
  /** The chat that had to pause; undefined when all had to. */
  chat: string | undefined;
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
          const until = now() + seconds * 1000;
          pause(chat, until);
          if (doubt === undefined) doubt = { chat, closedUntil: 0, held: undefined };
          else if (doubt === mine && chat !== doubt.chat) {
            const other = doubt.chat === undefined ? 0 : (pauses.get(doubt.chat) ?? 0);
            doubt = { chat: undefined, closedUntil: Math.max(until, other), held: undefined };
          }
          release();
        },
        answered: () => {
          if (doubt === mine) doubt = undefined;
          release();
        },
        unknown: release,
      };
    },
  };
}
