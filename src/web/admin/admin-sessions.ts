// Who is signed in to the operators' pages: a one-time link from the bot starts a session. Both are kept in memory, and
// only as hashes, so that no dump of the process or its files gives a way in.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type AdminSession = {
  /** The operator's account. */
  account: number;
  /** What every form of the session's pages must carry. */
  formToken: string;
};

export interface AdminSessions {
  /** The token of a link that works once, within `LINK_MINUTES`. */
  invite(account: number): string;
  /** Whether a link still works; using it up is `enter` alone, since programs that preview links open them too. */
  isInvited(token: string): boolean;
  /** Uses up a link. @returns the key of a new session, for its cookie; undefined if the link does not work */
  enter(token: string): string | undefined;
  /** The session of a key; asking for it keeps it for another `SESSION_HOURS`. */
  find(key: string): AdminSession | undefined;
  leave(key: string): void;
  /** Ends all sessions and links. @returns the number of sessions */
  endAll: () => number;
}

export const LINK_MINUTES = 10;
export const SESSION_HOURS = 12;
/** More than this many operators with a link or a session at once: the oldest goes. */
const MAX_HELD = 100;
/** 128 bits: guessing is hopeless at any rate of requests. */
const TOKEN_BYTES = 16;

type Dependencies = {
  /** Milliseconds since 1970. */
  now: () => number;
};

export function createAdminSessions({ now }: Dependencies): AdminSessions {
  const links = createTokens<number>(LINK_MINUTES * 60_000, now);
  const sessions = createTokens<AdminSession>(SESSION_HOURS * 3_600_000, now);
  return {
    invite: links.add,
    isInvited: (token) => links.find(token) !== undefined,
    enter: (token) => {
      const link = links.find(token);
      if (link === undefined) return undefined;
      link.end();
      return sessions.add({ account: link.value, formToken: newToken() });
    },
    find: (key) => {
      const session = sessions.find(key);
      session?.keep();
      return session?.value;
    },
    leave: (key) => sessions.find(key)?.end(),
    endAll: () => {
      links.clear();
      return sessions.clear();
    },
  };
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digestOf(a), digestOf(b));
}

type Found<T> = { value: T; keep: () => void; end: () => void };

/** Secrets with what they stand for; each ends a while after it was added or kept. */
function createTokens<T>(lifetimeMs: number, now: () => number) {
  let held: { digest: Buffer; value: T; endsAt: number }[] = [];
  const dropEnded = (): void => {
    held = held.filter(({ endsAt }) => endsAt > now());
  };
  return {
    add: (value: T): string => {
      const token = newToken();
      dropEnded();
      held = [...held, { digest: digestOf(token), value, endsAt: now() + lifetimeMs }].slice(-MAX_HELD);
      return token;
    },
    find: (token: string): Found<T> | undefined => {
      dropEnded();
      const digest = digestOf(token);
      // All are compared: a wrong token takes as long as a right one.
      const [entry] = held.filter((one) => timingSafeEqual(one.digest, digest));
      return (
        entry && {
          value: entry.value,
          keep: () => {
            entry.endsAt = now() + lifetimeMs;
          },
          end: () => {
            held = held.filter((one) => one !== entry);
          },
        }
      );
    },
    /** @returns how many there were */
    clear: (): number => {
      dropEnded();
      const count = held.length;
      held = [];
      return count;
    },
  };
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
