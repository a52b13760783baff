// Politeness around a question says nothing about it: "请问……谢谢" and "hi, … thanks" are left out before anything is
// looked for, so that they move no vector.

const OPENINGS =
  '请问一下|请问|麻烦问一下|麻烦问下|麻烦|请教一下|请教|想请教|我想问一下|我想问|想问一下|想问下|想问|问一下|问下|你好|您好|大家好|老师|哈喽|嗨';
const LATIN_OPENINGS =
  'hello|hi there|hi|hey|good morning|good afternoon|good evening|dear all|excuse me|please tell me|can you tell me|could you tell me';
const CLOSINGS = '谢谢你|谢谢您|谢谢了|谢谢啦|谢谢|多谢了|多谢|感谢|拜托了|拜托|麻烦了|辛苦了';
const LATIN_CLOSINGS = 'thank you very much|thank you|thanks a lot|many thanks|thanks|cheers|please';
const MARKS = '[\\s\\p{P}\\p{S}\\p{Extended_Pictographic}\\u{1f3fb}-\\u{1f3ff}\\u200d\\ufe0f]';
const OPENING = new RegExp(`^(?:${MARKS}*(?:${OPENINGS}|(?:${LATIN_OPENINGS})(?![a-z])))*`, 'u');
const CLOSING = new RegExp(`(?:(?:${CLOSINGS}|(?<![a-z])(?:${LATIN_CLOSINGS}))${MARKS}*)*$`, 'u');
/** Marks at the ends that can be left out; what belongs to a name (+, #, %, brackets) stays. */
const EDGES =
  /^[\s,.:;!?，。：；！？、…~～\p{Extended_Pictographic}]+|[\s,.:;!?，。：；！？、…~～\p{Extended_Pictographic}]+$/gu;

/** A question in normal form without greetings and thanks around it; empty when nothing else was said. */
export function withoutPadding(normalForm: string): string {
  return normalForm.replace(OPENING, '').replace(CLOSING, '').replace(EDGES, '');
}
