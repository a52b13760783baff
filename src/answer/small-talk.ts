// What is said to a bot without asking anything: it gets a friendly pointer, and nothing is searched.
import { normalise } from '../text/normal-form.ts';

export type SmallTalk = 'greeting' | 'thanks' | 'about';

/** Whole messages, after marks and emoji have been taken out; endings like 啊 and 呀 may follow. */
const PHRASES: Readonly<Record<SmallTalk, readonly string[]>> = {
  greeting: [
    '(?:你|您|大家)好',
    '(?:你|您)们?好',
    '哈喽|哈啰|嗨|嘿|喂',
    '早上好|上午好|中午好|下午好|晚上好|早安|午安|晚安|早',
    '在吗|在不在|有人吗|有人在吗',
    '再见|拜拜|回头见',
    '新年好|新年快乐|节日快乐|周末愉快',
    'hello|hi|hey|hi there|hello there|good (?:morning|afternoon|evening|night)|bye|goodbye|see you',
    'how are you|whats up|你好吗|最近怎么样',
    '测试|测试一下|test|testing',
  ],
  thanks: [
    '(?:非常|十分|太)?(?:感谢|谢谢|多谢)(?:你|您|了|啦|你了|您了)*',
    '谢了|谢啦|辛苦了|麻烦了|太好了|太棒了|厉害|真棒|不错|很好|牛',
    '好的|好|好吧|ok|okay|嗯|嗯嗯|哦|知道了|明白了|懂了|了解了|收到|没事了|不用了|行|可以',
    '哈+|呵+|嘿嘿|lol|haha(?:ha)*',
    'thank you(?: very much| so much)?|thanks(?: a lot)?|many thanks|thx|cheers|great|nice|cool|good job|well done|got it',
  ],
  about: [
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

const ENDING = '(?:啊|呀|哦|喔|哈|呢|吧|啦|的|嘛|吗|哟|~)*';
const PATTERNS = Object.entries(PHRASES).map(
  ([kind, phrases]) =>
    [kind as SmallTalk, new RegExp(`^(?:(?:${phrases.join('|')})${ENDING})+$`, 'u')] as const,
);
const NO_WORD = /[\p{P}\p{S}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\u200d\ufe0f]/gu;

/** Which small talk a message is; undefined for anything that may be a question. Emoji alone are a greeting. */
export function smallTalkIn(message: string): SmallTalk | undefined {
  if (message.length > 60) return undefined;
  const words = normalise(message).replace(/['’]/g, '').replace(NO_WORD, ' ').replace(/\s+/g, ' ').trim();
  if (words === '') return message.trim() === '' || /^[\s\p{P}]+$/u.test(message) ? undefined : 'greeting';
  const joined = words.replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');
  return PATTERNS.find(([, pattern]) => pattern.test(joined))?.[0];
}
