// What Chinese characters may be meant by typed ones: they sound alike (企业威信), look alike (末分配), or are swapped
// (司公). Asking words are known whatever the articles say (妖多久, 多长世间).
import { ASKING_WORDS, isFunctionWord } from '../text/function-words.ts';
import type { Token } from '../text/tokens.ts';
import type { Edge, Option } from './likeliest-text.ts';
import { nearSound, syllablesOf, type Vocabulary } from './spelling-vocabulary.ts';

/** Costs are negative natural logarithms of probabilities. */
const MISTYPED_COST = 5;
/** Readers type what a character is mostly read as. */
const RARE_READING_COST = 2;
/** A pair that belongs together has this share of its rarer character's passages. */
export const MIN_BOND = 0.2;
/** Swapped characters belong together this many times as much as in the order typed. */
const MUCH_CLOSER = 5;
/** Sounds that many speakers do not tell apart: z/zh, c/ch, s/sh, an/ang, en/eng, in/ing. */
const NEAR_SOUND_COST = 2;

/** Characters that are taken for each other by eye, or lie side by side when typed by their shape. */
const LOOK_ALIKES =
  '未末 己已巳 人入八 大太犬 土士 千干于 日曰目 王玉主 天夫无 午牛 田由甲申 贝见 折拆析 徽微 侯候 骤聚 住往注 拔拨 拴栓 桃挑 ' +
  '辨辩辫 裁栽载 幕慕墓募 暮 燥躁噪操 赢羸 藉籍 淮准 冶治 沂折 戊戌戍 崇祟 陪倍培 部陪 待侍 特持 购构沟 融隔 股肢 般股 ' +
  '权杈 标际 营管 帐账 资贷货 货贷 债责绩 绩续 续读 侵浸 偿赏 赔陪 缴激 征证 拖施 脱税 签检 险验 核刻该 效郊校 批比 ' +
  '册删 证正 牌碑 销消 注柱 商滴 标示 票漂 额颌 率卒 斤斥 今令 办为 力刀 夕歹 币巾 予子 冈岗 亨享 竟竞 遗遣 壁璧 恢灰 ' +
  '免兔 买卖 仓仑 厂广 名各 问间 同间 门们 收牧 纳讷 职织 识积 和种 程税 格洛 份分 件伴 任仕 伐代 优忧 估估 位泣 低抵 ' +
  '体休 何河 作昨 使便 例列 供洪 保堡 修候 值植 做故 停亭 储诸 像象 公么 六穴 兑克 其具 内肉 再冉 写与 农衣 冲冲 决块 ' +
  '况祝 准谁 减咸 出击 分兮 切切 刊利 创怆 判叛 到倒 制刷 刷制 剂济 动劝 助肋 努怒 劳荣 包句 化比 区巨 协胁 单草 占古';

/** Hardly mistyped, and without it the question asks the contrary: 不发工资 is no 补发工资. */
const NEGATION = /[不没未无]/u;

const ALIKE = readLookAlikes(LOOK_ALIKES);
const HAN = /^\p{Script=Han}$/u;

export type MistypedCharacters = {
  /** What a character may stand for, itself first. */
  readings(token: Token, before: string, after: string): Option[];
  /** Two characters that belong together in the other order, where as typed they hardly do and fit nothing beside. */
  swapped(text: string, at: number, before: string): Edge | undefined;
  /** Asking words with one character wrong. */
  asking(text: string, at: number): Edge[];
  sounding: (syllable: string, cost: number) => Option[];
};

/**
 * @param known whether the articles have a pair of characters
 * @param bondOf the share of its rarer character that a pair has
 */
export function createMistypedCharacters(
  vocabulary: () => Vocabulary,
  known: (term: string) => boolean,
  bondOf: (pair: string) => number,
): MistypedCharacters {
  function readings({ term }: Token, before: string, after: string): Option[] {
    const asTyped = { text: term, cost: 0 };
    // One that fits its neighbours is right.
    if (known(before + term) && known(term + after) && !isFunctionWord(term)) return [asTyped];
    if (NEGATION.test(term)) return [asTyped];
    const alike = (ALIKE.get(term) ?? []).filter(known).map((text) => ({ text, cost: MISTYPED_COST }));
    const alikeInSound = syllablesOf(term).flatMap((syllable, rarity) =>
      sounding(syllable, rarity === 0 ? MISTYPED_COST : MISTYPED_COST + RARE_READING_COST),
    );
    return [asTyped, ...alike, ...alikeInSound.filter(({ text }) => text !== term)];
  }

  function swapped(text: string, at: number, before: string): Edge | undefined {
    const [first = '', second = '', after = ''] = text.slice(at, at + 3);
    const fits = (pair: string): boolean => pair.length === 2 && known(pair);
    if (!HAN.test(second) || first === second || fits(before + first) || fits(second + after))
      return undefined;
    const bond = bondOf(second + first);
    if (bond < MIN_BOND || bond < MUCH_CLOSER * bondOf(first + second)) return undefined;
    return { to: at + 2, options: [{ text: second + first, cost: 0 }] };
  }

  function asking(text: string, at: number): Edge[] {
    const edges: Edge[] = [];
    for (const word of ASKING_WORDS) {
      const typed = text.slice(at, at + word.length);
      if (isOneOff(typed, word)) edges.push({ to: at + word.length, options: [{ text: word, cost: 0 }] });
    }
    return edges;
  }

  function isOneOff(typed: string, word: string): boolean {
    let wrong = -1;
    if (typed.length !== word.length) return false;
    for (let i = 0; i < word.length; i++) {
      if (typed[i] === word[i]) continue;
      if (wrong >= 0) return false;
      wrong = i;
    }
    if (wrong < 0 || !soundAlike(typed.charAt(wrong), word.charAt(wrong))) return false;
    const pairs = [typed.slice(wrong - 1, wrong + 1), typed.slice(wrong, wrong + 2)];
    return !pairs.some((pair) => pair.length === 2 && known(pair));
  }

  function sounding(syllable: string, cost: number): Option[] {
    const sounds = vocabulary().sounds.get(nearSound(syllable)) ?? [];
    return sounds.map((sound) => ({
      text: sound.character,
      cost: sound.syllable === syllable ? cost : cost + NEAR_SOUND_COST,
    }));
  }

  return { readings, swapped, asking, sounding };
}

function soundAlike(one: string, other: string): boolean {
  const sounds = new Set(syllablesOf(one).map(nearSound));
  return syllablesOf(other).some((syllable) => sounds.has(nearSound(syllable)));
}

function readLookAlikes(groups: string): Map<string, string[]> {
  const alike = new Map<string, string[]>();
  for (const group of groups.split(' '))
    for (const character of group)
      for (const other of group)
        if (other !== character) alike.set(character, [...(alike.get(character) ?? []), other]);
  return alike;
}
