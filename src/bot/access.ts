// Who may ask a wiki that is not public: chats and accounts of the configuration, operators, and members, who have joined
// by an invite link. A link is for anyone who has it, until it expires or a member is removed.
import { randomBytes } from 'node:crypto';
import type { StateStore } from '../storage/state-store.ts';
import type { Logger } from '../system/logger.ts';

/** Telegram's ids. */
export type AllowedReaders = { chats: readonly number[]; users: readonly number[] };

export interface Access {
  /** @param account as `accountOf` gives it */
  isAllowed(account: number | undefined, chatId: number | undefined): boolean;
  /** A new invite code, 22 characters of base64url. */
  invite(): string;
  /** Makes a member of an account; false if the code is unknown or has expired. */
  join(account: number, code: string): boolean;
  /** How many have joined. */
  members(): number;
  /** An allowed group that became a supergroup has another id now. */
  moveChat(from: number, to: number): void;
}

export const INVITE_DAYS = 7;
const CODE_BYTES = 16;
const DAY_MS = 24 * 60 * 60_000;

type Dependencies = {
  allowed: AllowedReaders;
  operators: ReadonlySet<number>;
  state: Pick<StateStore, 'members' | 'invites'>;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
};

export function createAccess({ allowed, operators, state, logger, now }: Dependencies): Access {
  const { members, invites } = state;
  const chats = new Set(allowed.chats);
  const users = new Set([...allowed.users, ...operators]);

  return {
    isAllowed: (account, chatId) =>
      (chatId !== undefined && chats.has(chatId)) ||
      (account !== undefined && (users.has(account) || members.has(account))),
    invite: () => {
      const code = randomBytes(CODE_BYTES).toString('base64url');
      invites.add(code, now() + INVITE_DAYS * DAY_MS);
      return code;
    },
    join: (account, code) => {
      if (now() >= (invites.expiresAt(code) ?? 0)) return false;
      members.add(account);
      logger.info(`account ${account} has joined by invite (to end that: /admin remove ${account})`);
      return true;
    },
    members: () => members.count(),
    moveChat: (from, to) => {
      if (!chats.has(from) || chats.has(to)) return;
      chats.add(to);
      logger.warn(`group ${from} has become ${to}; write the new number in ALLOWED_CHATS`);
    },
  };
}
