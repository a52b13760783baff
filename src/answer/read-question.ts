// What of a message is asked: its questions, in the reader's own spelling and in normal form. A message is brought into
// normal form once, here.
import { type Normal, normaliseWithOffsets, sliceNormal } from '../text/normal-form.ts';
import type { Range } from '../text/sentences.ts';
import { readingsOf } from './long-question.ts';
import { questionParts } from './question-parts.ts';
import { smallTalkIn } from './small-talk.ts';

/** A question as it was written, and its normal form. */
export type Asked = { text: string; normal: Normal };

export type ReadQuestion = {
  /** The whole message. */
  message: Asked;
  /** What to search as one question, in the order of trying: the message, or of a long one what it comes down to. */
  readings: [Asked, ...Asked[]];
  /** The questions in the first reading; one or more. */
  parts: Asked[];
};

/** Telegram's limit for a message, in UTF-16 units: nothing longer reaches the bot. */
const MAX_LENGTH = 4096;

export function readQuestion(message: string): ReadQuestion {
  const { text: normal, starts, ends } = normaliseWithOffsets(message.slice(0, MAX_LENGTH));
  const asked = ({ start, end }: Range): Asked => ({
    text: start === 0 && end === normal.length ? message : message.slice(starts[start], ends[end - 1]),
    normal: sliceNormal(normal, start, end),
  });
  // The normal form has spaces for line ends.
  return read(normal, asked, (at) => message.slice(starts[at], starts[at + 1]).includes('\n'));
}

/** The same for a query that is in normal form already. */
export function readNormal(query: Normal): ReadQuestion {
  const asked = ({ start, end }: Range): Asked => {
    const normal = sliceNormal(query, start, end);
    return { text: normal, normal };
  };
  return read(query, asked, () => false);
}

function read(
  normal: Normal,
  asked: (range: Range) => Asked,
  isLineEnd: (at: number) => boolean,
): ReadQuestion {
  const whole = { start: 0, end: normal.length };
  const message = asked(whole);
  const [first = whole, ...others] = readingsOf(normal, isLineEnd) ?? [];
  const reading = first === whole ? message : asked(first);
  const parts = questionParts(reading.normal).map(({ start, end }) =>
    asked({ start: first.start + start, end: first.start + end }),
  );
  return {
    message,
    readings: [reading, ...others.map(asked)],
    parts: parts.filter(({ normal }) => smallTalkIn(normal) === undefined),
  };
}
