/** Lets the requests of a chat go one after the other, as they were called. */
export type ChatOrder = {
  /** Resolves when all earlier requests of the chat have left, with what must be called to leave. */
  enter(chat: string): Promise<() => void>;
};

export function createChatOrder(): ChatOrder {
  /** The newest request of each chat that has any; resolves when it leaves. */
  const last = new Map<string, Promise<void>>();

  return {
    enter: async (chat) => {
      const before = last.get(chat);
      let left: () => void = () => undefined;
      const leaving = new Promise<void>((resolve) => (left = resolve));
      last.set(chat, leaving);
      await before;
      return () => {
        if (last.get(chat) === leaving) last.delete(chat);
        left();
      };
    },
  };
}
