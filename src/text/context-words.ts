// How a question shows that it goes on from the one before: it begins with 那 or "what about", it ends with 呢, it says 它
// instead of a name, or it has no subject of its own and asks only for an aspect (多少钱, 要什么材料, how long does it
// take). Texts are in normal form.
import { functionWordRanges, isFunctionWord } from './function-words.ts';
import type { Normal } from './normal-form.ts';
import { termsOf } from './tokens.ts';

const OPENING =
  /^(?:那么|那|还有|另外|然后|接着|顺便问一下|顺便|再问一下|再问|如果是|要是|换成|and then|and|what about|how about|then|but|so|also)(?![a-z])[\s,，]*/u;
const ENDING = /(?:的?呢|怎么样|咋样|怎样)?[\s?？!！。.~～]*$/u;
/** Not 其实 and 其他, not 应该 and 该怎么. */
const PRONOUN =
  /它们?|其中|其(?![实他它余次])|这个|那个|(?<![应活])该(?!怎|咋|如何)|上面|刚才|前面|(?<![a-z])(?:it|its|that|this|they|them)(?![a-z])/u;

/** What may be asked about any subject. */
const ASPECTS =
  '多少钱 几多钱 费用 收费 价格 价钱 价位 成本 贵不贵 花费 预算 多久 多长 多少 几天 几个月 几年 几个 个月 工作日 时间 期限 时长 ' +
  '周期 有效期 时候 条件 要求 资格 门槛 标准 材料 资料 文件 证件 手续 流程 步骤 程序 办法 方法 方式 途径 渠道 地方 地点 部门 机构 ' +
  '机关 原因 理由 后果 影响 好处 坏处 优点 缺点 区别 作用 用处 意义 例子 举例 注意事项 注意 风险 处罚 比例 限制 情况 情形 细节 内容 ' +
  '定义 意思 需要 办理 准备 提交 操作 申请 处理 大概 大约 一般 通常 总共 一共 全部 具体 最长 最短 最多 最少 最晚 最早 可以 负责 没有 ' +
  '下来 出来 起来 应该 为啥 合适 那边 这边 用来 干嘛 干啥 行不行 能不能 后来 以后 之后 一直 其实';
/** Characters around such words: taken off where a piece begins or ends, since 用 and 办 stand in other words too. */
const EDGES = new Set(
  '费钱贵天年月日需要办交带弄搞花用最还再得能可行会去找管没不好很快慢做干拿到来说看问讲该人啥咋几多样里起完又才就一个种些次点走跟比选让了的',
);
const LATIN =
  'cost costs price prices fee fees expensive time long take takes taken last duration deadline document documents paper papers ' +
  'requirement requirements require required condition conditions step steps process procedure need needed do done apply get ' +
  'go happen happens reason risk risks penalty usually much many there else mean means work works pay charge start finish';

const WORDS = new RegExp([...ASPECTS.split(' ')].sort((a, b) => b.length - a.length).join('|'), 'gu');
const LATIN_WORDS = new RegExp(`(?<![a-z])(?:${LATIN.replaceAll(' ', '|')})(?![a-z])`, 'gu');

/** How a question refers to what came before. */
export type ContextWords = {
  /** It opens or ends like a continuation (那…呢), or points back (它, it). */
  refers: boolean;
  /** The question without such an opening and ending. */
  rest: Normal;
};

export function contextWordsOf(question: Normal): ContextWords {
  const opening = OPENING.exec(question)?.[0] ?? '';
  const body = question.slice(opening.length);
  const ending = ENDING.exec(body)?.[0] ?? '';
  const rest = body.slice(0, body.length - ending.length).trim() as Normal; // a part of it
  const refers = opening !== '' || ending.includes('呢') || PRONOUN.test(question);
  return { refers, rest };
}

/** A sum is about itself. Begins at the first digit of a number, or a long one would be read from each of its digits. */
const SUM = /(?<!\p{N})\p{N}+(?:\s*[+×*÷=]\s*\p{N}+)+/gu;

/**
 * What a question is about: its terms without asking words and aspects, bigrams and words, or the character of a piece
 * that has only one. Empty if it names no subject, so that only what came before can give one.
 */
export function contentOf(rest: Normal): Content[] {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of functionWordRanges(rest)) {
    pieces.push(rest.slice(at, start));
    at = end;
  }
  pieces.push(rest.slice(at));
  const words = pieces.flatMap(
    (piece) =>
      piece
        .replace(LATIN_WORDS, ' ')
        .replace(PRONOUN, ' ')
        .replace(WORDS, ' ')
        .match(/[\p{L}\p{N}]+/gu)
        ?.map(withoutEdges) ?? [],
  );
  const sums = (rest.match(SUM) ?? []).map((term): Content => ({ term, weight: WORD_WEIGHT }));
  return [...sums, ...words.flatMap(contentIn)];
}

/** A term that says what a question is about; a Latin word weighs as much as the bigrams of a Chinese one. */
export type Content = { term: string; weight: number };
const WORD_WEIGHT = 2;

function contentIn(word: string): Content[] {
  const terms = termsOf(word as Normal).filter(({ term }) => !isFunctionWord(term)); // a part of a normal form
  const whole = terms.filter(({ kind }) => kind !== 'character');
  return (whole.length > 0 ? whole : terms).map(({ term, kind }) => ({
    term,
    weight: kind === 'word' ? WORD_WEIGHT : 1,
  }));
}

function withoutEdges(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && EDGES.has(word.charAt(start))) start++;
  while (end > start && EDGES.has(word.charAt(end - 1))) end--;
  return word.slice(start, end);
}
