// Wikis of any size in several languages, for tests of what must hold for every wiki. Clauses follow a few patterns; half
// of an article's words are its own, so that clauses of other articles look alike and mean something else.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from './vectors.ts';

export type MadeLanguage = 'simplified' | 'traditional' | 'english' | 'mixed';

const PATTERNS = {
  simplified: [
    '办理{a}之前要先到{b}登记{c}',
    '没有{a}的企业不能申请{b}和{c}',
    '{a}到期后三十天内补交{b}及其{c}',
    '由{a}负责审核{b}并且通知{c}',
  ],
  traditional: [
    '辦理{a}之前要先到{b}登記{c}',
    '沒有{a}的企業不能申請{b}和{c}',
    '{a}到期後三十天內補交{b}及其{c}',
    '由{a}負責審核{b}並且通知{c}',
  ],
  english: [
    'the {a} must reach the {b} before the {c} is closed',
    'nobody without a {a} may ask for the {b} or the {c}',
    'a {a} that has expired costs the {b} another {c}',
    'send the {a} and a copy of the {b} to the {c}',
  ],
};
const MIXED = ['配置{a}时先运行 {b} 再检查{c}', '{a}报错时把 {b} 的日志交给{c}', ...PATTERNS.english];

const CHARACTERS = {
  simplified: '账户资金税务印章股东设备仓储物流专利商标房产车辆保险合约海关货币质检环保消防医药',
  traditional: '賬戶資金稅務印章股東設備倉儲物流專利商標房產車輛保險合約海關貨幣質檢環保消防醫藥',
};
const SYLLABLES = 'ba de ki lo mu na pe ri so tu va we xi zo cla dre fli gro'.split(' ');

/** Words that all articles share, and the words of one article. */
const COMMON_WORDS = 30;
const OWN_WORDS = 8;
const SECTIONS = 2;
const CLAUSES = 8;

/** Writes articles `from` to `to` (excluded) of an endless wiki, the same every time. */
export function writeMadeWiki(folder: string, language: MadeLanguage, from: number, to: number): void {
  for (let number = from; number < to; number++) {
    const { title, sections } = madeArticle(language, number);
    const body = sections.map((text, i) => `## ${i + 1}\n\n${text}\n`).join('\n');
    writeFileSync(
      path.join(folder, `${language}-${number}.md`),
      `---\ntitle: ${title}\ndate: 2026-01-01\nviews: 0\n---\n\n${body}`,
    );
  }
}

/** Clauses of article `number`, as questions that a wiki without it cannot answer. */
export function madeClauses(language: MadeLanguage, number: number): string[] {
  return madeArticle(language, number).sections.flatMap((text) =>
    text.split(/[，。]|, |\.(?: |$)/).filter(Boolean),
  );
}

function madeArticle(language: MadeLanguage, number: number): { title: string; sections: string[] } {
  const random = seededRandom(number + 1);
  const pick = <T>(values: readonly T[], by = random): T => {
    const value = values[Math.floor(by() * values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const word = (by: () => number): string => {
    const isLatin = language === 'english' || (language === 'mixed' && by() < 0.5);
    if (isLatin) return pick(SYLLABLES, by) + pick(SYLLABLES, by) + pick(SYLLABLES, by);
    const characters = Array.from(CHARACTERS[language === 'traditional' ? 'traditional' : 'simplified']);
    return pick(characters, by) + pick(characters, by);
  };
  const ofAll = seededRandom(0);
  const common = Array.from({ length: COMMON_WORDS }, () => word(ofAll));
  const own = Array.from({ length: OWN_WORDS }, () => word(random));
  const patterns = language === 'mixed' ? MIXED : PATTERNS[language];
  const clause = (): string =>
    pick(patterns).replace(/\{[abc]\}/g, () => pick(random() < 0.5 ? own : common));
  const isSpaced = language === 'english';
  const sections = Array.from({ length: SECTIONS }, () => {
    const clauses = Array.from({ length: CLAUSES }, clause);
    return isSpaced ? `${clauses.join(', ')}.` : `${clauses.join('，')}。`;
  });
  return { title: `${own[0] ?? ''} ${own[1] ?? ''} ${number}`, sections };
}
