import type { Extensions } from '../bot/dependencies.ts';

/** Several rooms' parts of the bot as one, in their order. */
export function joinExtensions(...rooms: readonly (Extensions | undefined)[]): Extensions {
  const present = rooms.filter((room) => room !== undefined);
  return {
    first: present.flatMap(({ first = [] }) => first),
    features: present.flatMap(({ features = [] }) => features),
    offers: (ctx, answer) => present.flatMap(({ offers }) => offers?.(ctx, answer) ?? []),
    keeps: present.flatMap(({ keeps = [] }) => keeps),
  };
}
