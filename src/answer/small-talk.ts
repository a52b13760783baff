// Messages that ask nothing: the sender gets a friendly pointer, and nothing is searched.
import type { Normal } from '../text/normal-form.ts';

export type SmallTalk = 'greeting' | 'thanks' | 'complaint' | 'about';

/** Whole messages, after marks and emoji have been taken out; endings like 啊 and 呀 may follow. */
const PHRASES: Readonly<Record<SmallTalk, readonly string[]>> = {
  greeting: [
    '(?:你|您|大家)好',
    '(?:你|您)们?好',
    '哈喽|哈啰|嗨|嘿|喂',
    '早上好|上午好|中午好|下午好|晚上好|早安|午安|早',
    '在吗|在不在|有人吗|有人在吗',
    '新年好|新年快乐|节日快乐|周末愉快',
    'hi there|hello there|hello|hi|hey|good (?:morning|afternoon|evening)|nihao|ni hao|nin hao',
    'how are you|whats up|你好吗|最近怎么样',
    '测试|测试一下|test|testing',
  ],
  thanks: [
    '(?:非常|十分|太)?(?:感谢|谢谢|多谢)(?:你|您|了|啦|你了|您了)*',
    '谢了|谢啦|辛苦了|麻烦了|太好了|太棒了|厉害|真棒|不错|很好|牛',
    '好的|好|好吧|okay|ok|嗯+|哦|知道了|明白了|懂了|了解了|收到|没事了|不用了|行|可以',
    '再见|拜拜|回头见|晚安|good night|bye|goodbye|see you|xiexie|xie xie',
    '(?:很|非常|真)?有(?:用|帮助)|帮(?:了)?大忙(?:了)?',
    '哈+|呵+|嘿嘿|lol|(?:ha)+',
    'thank you(?: very much| so much)?|thanks(?: a lot)?|many thanks|thx|cheers|great|nice|cool|good job|well done|got it',
  ],
  complaint: [
    '不对|错了|不是这个|不是我(?:想)?要的|不是我问的|答非所问|牛头不对马嘴|答错了|你错了|没用|没有用|没帮助|听不懂|看不懂|胡说',
    'wrong|not what i (?:asked|meant)|useless|that(?:s| is) wrong|not helpful|no',
  ],
  about: [
    '(?:你|这里|这儿)?(?:都)?有(?:什么|哪些|啥)(?:专题|文章|内容|话题|资料)(?:可以看)?|目录|what topics(?: are there| do you have)?|topics',
    '(?:你|您)(?:是|到底是)(?:谁|什么|啥|哪位|干什么的|干嘛的|做什么的)',
    '(?:你|您)(?:叫)(?:什么|啥)(?:名字)?',
    '(?:你|您)是(?:不是)?(?:一个)?(?:机器人|真人|人|人工智能|ai|chatgpt|gpt)(?:吗)?',
    '(?:你|您)(?:能|会|可以)(?:做|干|帮我做|帮我干|回答)?(?:什么|啥|些什么|点啥|哪些问题)',
    '(?:你|您)(?:有什么|有啥)(?:用|功能)',
    '(?:怎么|如何)(?:用|使用)(?:你|您|这个机器人)?',
    '谁(?:开发|做|写|创造)(?:了|的)?(?:你|您)的?',
    '帮助|help|介绍一下(?:你)?自己|自我介绍|(?:给我)?(?:讲|说)(?:个|一个)笑话',
    'who are you|what are you|what(?:s| is) your name|are you (?:a |an )?(?:bot|robot|human|ai)',
    'what can you do|what do you do|who made you|how do (?:you|i) use (?:you|this)|tell me a joke',
  ],
};

const ENDING = /[啊呀哦喔哈呢吧啦的嘛吗哟了]*/uy;
const SPACES = /\s*/uy;
const PATTERNS = Object.entries(PHRASES).flatMap(([kind, phrases]) =>
  phrases.map((phrase) => [kind as SmallTalk, new RegExp(`(?:${phrase})(?![a-z])`, 'uy')] as const),
);
const NO_WORD = /[\p{P}\p{S}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\u200d\ufe0f]/gu;
const EMOJI = /\p{Extended_Pictographic}/u;
/** The last phrase, or the one with the most content, decides the kind: "你好，你是谁" asks who. */
const STRENGTH: readonly SmallTalk[] = ['greeting', 'thanks', 'complaint', 'about'];
/** Small talk is short; in UTF-16 units. */
const MAX_LENGTH = 60;

/** Which small talk a message is; undefined for anything that may be a question. Emoji alone are a greeting. */
export function smallTalkIn(message: Normal): SmallTalk | undefined {
  if (message.length > MAX_LENGTH) return undefined;
  const words = message.replace(/['’]/g, '').replace(NO_WORD, ' ').trim();
  if (words === '') return EMOJI.test(message) ? 'greeting' : undefined;
  return readPhrases(words.replace(/\s+/g, ' ').replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, ''));
}

/** The strongest kind if the whole text consists of phrases. Every position is visited once: no text takes long. */
function readPhrases(text: string): SmallTalk | undefined {
  const reached = new Map<number, number>([[0, -1]]);
  for (let at = 0; at < text.length; at++) {
    const strength = reached.get(at);
    if (strength === undefined) continue;
    for (const [kind, pattern] of PATTERNS) {
      const end = endOf(pattern, text, at);
      if (end === undefined) continue;
      const stronger = Math.max(strength, STRENGTH.indexOf(kind));
      for (const next of [end, endOf(ENDING, text, end) ?? end]) {
        const place = endOf(SPACES, text, next) ?? next;
        reached.set(place, Math.max(stronger, reached.get(place) ?? -1));
      }
    }
  }
  const whole = reached.get(text.length);
  return whole === undefined || whole < 0 ? undefined : STRENGTH[whole];
}

/** Where a sticky pattern that begins at `at` ends; undefined when it does not match there. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null || (match[0] === '' && pattern !== ENDING && pattern !== SPACES)
    ? undefined
    : at + match[0].length;
}
