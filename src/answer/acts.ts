// Messages that ask for more of the last answer instead of asking something: "详细一点", "in short", "还有别的办法吗".
import type { Normal } from '../text/normal-form.ts';

/** `more`: the rest of it. `short`: its best sentence alone. `else`: the next result of the same question. */
export type Act = 'more' | 'short' | 'else';

/** Whole messages, without marks around them. Chinese in simplified characters: texts are in normal form. */
const MESSAGES: Readonly<Record<Act, string>> = {
  more:
    '(?:能|能不能|可以|可不可以|请|麻烦|想|我想|再|给我|帮我)*(?:再|说得?|讲得?|介绍得?|解释得?|写得?|看)*(?:更)?(?:详细|具体|仔细|细|清楚|深入|多|完整)(?:地|的)?(?:一点儿?|点儿?|一些|些|一下)?(?:说说|讲讲|说明|介绍|解释|内容|说|讲)?(?:一下|看看|吗|吧|呢)?' +
    '|(?:展开|详细|具体|继续|接着|往下|再)(?:地)?(?:说说|讲讲|介绍|说|讲|看看?|解释)(?:一下|看|吧)?|展开|继续|接着呢|接下来呢|然后呢|下文|还有更多(?:吗|内容吗)?|更多|更多内容|没看懂|全文|看全文|完整版' +
    '|(?:tell me |show me |say |give me |any )?more(?: details?| info(?:rmation)?| about (?:it|this|that))?(?: please)?|(?:in )?more detail|details?|go on|continue|elaborate|expand|please (?:elaborate|continue|go on)|read more|keep going|and then|what next',
  short:
    '(?:能|能不能|可以|请|麻烦|再|太长了|太长)*(?:用)?(?:一句话|一两句话|几句话)(?:说|讲|总结|概括|说说|讲讲|概括一下|总结一下|说一下)?(?:一下|吧|呢)?' +
    '|(?:太长了?|太多了?|太啰嗦了?|能不能|能|可以|请)*(?:说|讲)?(?:简单|简短|简洁|精简|简要|短)(?:地)?(?:一?点儿?|一?些|一下)?(?:说说|讲讲|说|讲|概括|总结)?(?:一下|吗|吧)?|(?:帮我|给我|请|你)?(?:总结|概括|归纳|小结)(?:一下|下)?|长话短说|说重点|讲重点|重点(?:呢|是什么)|太长不看' +
    '|tl ?dr|in short|in brief|briefly|shorter|make it short(?:er)?|(?:please )?summari[sz]e(?: (?:it|this|that))?|summary|in one sentence|keep it short|too long|the short version|short version',
  else:
    '(?:那|那么)?(?:还|那还)?(?:有|有没有)(?:什么|啥|哪些|没有)?(?:别|其他|其它|另外|不同)(?:的|处)?(?:办法|方法|方式|途径|渠道|答案|结果|说法|内容|选择|可能)?(?:可以看|可以用)?(?:吗|么|没|没有|呢|啊)?' +
    '|还有(?:什么|啥|哪些|呢|吗|么|没|没有|没有了|别的)?(?:吗)?|(?:那)?(?:其他|其它|别|另外)的?(?:呢|吗|有吗|办法呢|方法呢|答案呢|结果呢)|换(?:一个|个|一条|一种)(?:答案|结果|说法|办法|方法|看看)?|下一(?:个|条|段)' +
    '|(?:is there )?(?:anything|something) else|what else|any other(?: (?:way|ways|option|options|answer|answers|results?))?|other (?:ways|options|answers|results)|another (?:one|way|answer|result)|next(?: one| result)?|others?',
};

const PATTERNS = (Object.keys(MESSAGES) as Act[]).map(
  (act) => [act, new RegExp(`^(?:${MESSAGES[act]})$`, 'u')] as const,
);
const MARKS = /[\s\p{P}\p{S}]+/gu;
/** Such messages are short; in UTF-16 units. */
const MAX_LENGTH = 40;

/** What a message asks of the last answer; undefined for anything that may be a question. */
export function actIn(message: Normal): Act | undefined {
  if (message.length > MAX_LENGTH) return undefined;
  const words = message
    .replace(MARKS, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');
  return PATTERNS.find(([, pattern]) => pattern.test(words))?.[0];
}
