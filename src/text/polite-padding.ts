// Politeness around a question has no content: "请问……谢谢" and "hi, … thanks" are removed before the search, so that
// they do not shift the vector. Words that can also begin or end a question (老师工资, Hi-tech, 表示感谢) are removed
// only if a punctuation mark sets them off.

import type { Normal } from './normal-form.ts';

const MARK = '[\\s\\p{P}\\p{S}\\p{Extended_Pictographic}\\u{1f3fb}-\\u{1f3ff}\\u200d\\ufe0f]';
const PAUSE = '[\\s,.:;!?，。：；！？、…~～\\p{Extended_Pictographic}]';
const OPENINGS =
  '请问一下|请问|麻烦问一下|麻烦问下|请教一下|想请教一下|想请教|我想问一下|我想问|想问一下|想问下|想问|问一下|问下|你好|您好|大家好';
const OPENINGS_WITH_PAUSE =
  'hello|hello there|hi|hi there|hey|good morning|good afternoon|good evening|dear all|excuse me|麻烦|请教|老师|哈喽|嗨';
const OPENINGS_WITH_SPACE = 'please tell me|can you tell me|could you tell me';
const CLOSINGS = '谢谢你|谢谢您|谢谢了|谢谢啦|谢谢|多谢了|多谢|麻烦了|辛苦了|拜托了';
const CLOSINGS_AFTER_PAUSE =
  'thank you very much|thank you|thanks a lot|many thanks|thanks|cheers|please|感谢|拜托';
const OPENING = new RegExp(
  `^(?:${MARK}*(?:(?:${OPENINGS})|(?:${OPENINGS_WITH_PAUSE})[,，.。!！:：~～…\\p{Extended_Pictographic}]+|(?:${OPENINGS_WITH_SPACE})\\s))*`,
  'u',
);
const CLOSING = new RegExp(`(?:(?:${CLOSINGS}|(?<=${PAUSE})(?:${CLOSINGS_AFTER_PAUSE}))${MARK}*)*$`, 'u');
/** Punctuation at the ends is removed; marks that belong to a name (.net, c++, 50%) stay. */
const EDGES = new RegExp(`^(?:(?!\\.[a-z0-9])${PAUSE})+|${PAUSE}+$`, 'gu');

/** A question without greetings and thanks around it; empty if nothing else remains. */
export function withoutPadding(question: Normal): Normal {
  return question.replace(OPENING, '').replace(CLOSING, '').replace(EDGES, '') as Normal; // a part of it, without white space around
}
