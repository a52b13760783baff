// The numbers of messages in the staff's group, which has a sequence of its own, and in private chats, which have one in
// common. Which of them are known tells later whether an unknown one is that of a lost request.
export type Numbers = {
  /** Notes a message that there is. */
  note(chat: number, message: number): void;
  /** The highest known number that a message of this chat may have; 0 if none is known. */
  top(chat: number): number;
  /** Whether a message was noted, as far back as matters. */
  isKnown(chat: number, message: number): boolean;
};

/** Where the highest number of a sequence outlives the process; by the chat, 0 for private ones. */
export type Tops = { get(sequence: number): number; put(sequence: number, top: number): void };

/** Many times what is looked through. */
const REMEMBERED = 2_000;

export function createNumbers(tops: Tops): Numbers {
  const known = new Map<number, Set<number>>();
  /** Private chats, whose ids are positive, are 0. */
  const sequenceOf = (chat: number): number => Math.min(chat, 0);

  return {
    note: (chat, message) => {
      const sequence = sequenceOf(chat);
      const numbers = known.get(sequence) ?? new Set();
      known.set(sequence, numbers.add(message));
      if (numbers.size > REMEMBERED)
        for (const oldest of numbers) {
          numbers.delete(oldest);
          break;
        }
      if (message > tops.get(sequence)) tops.put(sequence, message);
    },
    top: (chat) => tops.get(sequenceOf(chat)),
    isKnown: (chat, message) => known.get(sequenceOf(chat))?.has(message) === true,
  };
}
