// Many short texts, and many numbers, in blocks of bytes that just hold them: no object for each, and nothing that the
// garbage collector would have to walk.

/** Texts one behind the other as UTF-8. */
export interface TextTable {
  size(): number;
  add(text: string): void;
  /** @throws RangeError for a text that is not there */
  at(index: number): string;
  /** Ends adding. */
  finish(): void;
}

export function createTextTable(): TextTable {
  const ends = createWords();
  let bytes = Buffer.alloc(4096);
  let used = 0;
  return {
    size: () => ends.size(),
    add(text) {
      const most = used + text.length * 3; // UTF-8 takes three bytes at most for a UTF-16 unit
      if (most > bytes.length) bytes = Buffer.concat([bytes], Math.max(most, bytes.length * 2));
      used += bytes.write(text, used);
      ends.push(used);
    },
    at(index) {
      if (index < 0 || index >= ends.size()) throw new RangeError(`there is no text ${index}`);
      return bytes.toString('utf8', index === 0 ? 0 : ends.at(index - 1), ends.at(index));
    },
    finish() {
      bytes = Buffer.concat([bytes], used);
      ends.finish();
    },
  };
}

/** Finds texts that are kept elsewhere. */
export interface TextIndex {
  /** @param place of the text, from 0; of equal texts the last one counts */
  add(text: string, place: number): void;
  placeOf(text: string): number | undefined;
}

/**
 * A hash table of places (from 1), at most half full, in which neighbours are tried in turn.
 * @param size most texts that are added
 * @param textAt the text of a place
 */
export function createTextIndex(size: number, textAt: (place: number) => string): TextIndex {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * size + 2)));
  /** Bits of the texts' hashes that the slot does not tell: reading a text only to see that it is another one takes long. */
  const tags = new Uint8Array(slots.length);
  /** Where a text is, or the empty slot where it would be. */
  const slotOf = (text: string, hash: number): number => {
    let slot = hash & (slots.length - 1);
    for (;;) {
      const place = slots[slot] ?? 0;
      if (place === 0 || (tags[slot] === hash >>> 24 && textAt(place - 1) === text)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  return {
    add(text, place) {
      const hash = hashOf(text);
      const slot = slotOf(text, hash);
      slots[slot] = place + 1;
      tags[slot] = hash >>> 24;
    },
    placeOf(text) {
      const place = slots[slotOf(text, hashOf(text))] ?? 0;
      return place === 0 ? undefined : place - 1;
    },
  };
}

/** Source: Fowler, Noll and Vo, FNV-1a of 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Numbers of 32 bits, more and more of them. */
export interface Words {
  size(): number;
  push(value: number): void;
  at(index: number): number;
  /** All of them, in a block of just their size. */
  finish(): Uint32Array;
}

export function createWords(): Words {
  let words = new Uint32Array(1024);
  let size = 0;
  return {
    size: () => size,
    push(value) {
      if (size === words.length) {
        const larger = new Uint32Array(size * 2);
        larger.set(words);
        words = larger;
      }
      words[size++] = value;
    },
    at: (index) => words[index] ?? 0,
    finish: () => (words = words.slice(0, size)),
  };
}
