// Other names that a text gives to things: 全国中小企业股份转让系统（简称"全国股转系统"）, 特许经营，俗称加盟, 市盈率（PE）,
// Initial Public Offering (IPO). Few and certain: a name is taken only with its mark, and a short form only if its
// letters come from the long one, in order. Only the text around a mark is looked at.

/** `name` in a question stands for `means`. */
export type Alias = { name: string; means: string };

const HAN = '\\p{Script=Han}';
const WORD = `${HAN}A-Za-z0-9`;
const QUOTE = '["“”「」『』《》\'‘’]?';
/** The name behind a mark, up to where it ends. */
const NAME_BEHIND = new RegExp(
  `^[为為作是]?[:：]?\\s*${QUOTE}([${WORD}]{2,12})(?=["”」』》'’，。；、）),.;\\s]|或|$)`,
  'u',
);
/** The mark of a short form belongs to what stands in front of a bracket or a comma. */
const LONG_BEFORE = new RegExp(`([${WORD}]{3,40})${QUOTE}\\s?[（(，,]\\s?(?:以下)?[统統]?$`, 'u');
/** A name that begins its clause. */
const NAME_BEFORE = new RegExp(
  `(?:^|[。！？；：:，,（(\\n]|[*•-] )${QUOTE}([${WORD}]{2,14})${QUOTE}\\s?[（(，,]?\\s?$`,
  'u',
);
const HAN_BEFORE = new RegExp(`(${HAN}{2,14})${QUOTE}$`, 'u');
const ACRONYM_BEHIND = /^([A-Z][A-Za-z0-9&-]{1,9})s?[）)]/;
const WORDS_BEFORE = /((?:[A-Za-z][\w-]*[ ]){1,7}[A-Za-z][\w-]*) $/;
const ENGLISH_BEFORE =
  /(?:^|[.;:\n] ?)(?:the |an? )?((?:[a-z][\w-]*[ ]){0,3}[a-z][\w-]*)(?: is| are)?,? ?\(?$/i;
const ENGLISH_BEHIND = /^ (?:as )?(?:the |an? )?["“]?([a-z][\w-]*(?: [a-z][\w-]*){0,3})(?=["”,.;)]|$)/i;

const MARK =
  /(?<short>[简簡][称稱])|(?<other>[又亦俗][称稱叫]做?|也[称稱]做?|(?<=[，,（(]\s?)也叫做?|[别別][称稱名])|(?<bracket>[（(])(?=[A-Z])|(?<english>also (?:known|called)|commonly (?:known|called))/gu;
/** Characters looked at on either side of a mark. */
const AROUND = 60;

/** In capitals and brackets, but short for nothing. */
const SETTINGS = /^(?:ON|OFF|YES|NO|OK|TRUE|FALSE|NULL|NEW|AND|OR|NOT)$/;

/** Words that texts use for whatever they are about. */
const GENERIC =
  /^(?:[本该該此其]|上述|前述|以[上下]|我们?)|[甲乙丙双]方$|^(?:公司|用户|平台|协议|合同|条例|办法|规定|通知|意见|规则|标准|指南|细则|企业|单位|机构|申请人|发行人|买方|卖方|客户|项目|产品|系统|服务|标的|交易)$/u;
/** Grammar in a name means that more than a name was read. */
const GRAMMAR =
  /[的是在和与與或及等为為由被把对對从從到不也都就可应應须須将將所其这這那因有了称稱叫以自引]|^[当當]地$|\d/u;
/** What ends in front of a name: 采用供应商管理库存 holds the name behind 用. */
const BOUNDARY = /^.*[的是在和与與或及等为為由被把从從到用按任以称稱叫後后日内內同击擊]/u;

/** The aliases in a text, in order of appearance, each once. */
export function aliasesIn(text: string): Alias[] {
  const found = new Map<string, Alias>();
  const add = (name: string | undefined, means: string | undefined): void => {
    if (name === undefined || means === undefined || name === means) return;
    if (!GENERIC.test(name) && !GENERIC.test(means)) found.set(`${name}\n${means}`, { name, means });
  };
  for (const { 0: mark, index, groups = {} } of text.matchAll(MARK)) {
    const before = text.slice(Math.max(0, index - AROUND), index);
    const behind = text.slice(index + mark.length, index + mark.length + AROUND);
    if (groups['short'] !== undefined) {
      const name = NAME_BEHIND.exec(behind)?.[1];
      const long = LONG_BEFORE.exec(before)?.[1];
      if (name !== undefined && long !== undefined) add(name, spelledOut(name, long));
    } else if (groups['other'] !== undefined) {
      const names = [NAME_BEHIND.exec(behind)?.[1], NAME_BEFORE.exec(before)?.[1]] as const;
      if (names.some((name) => name !== undefined && GRAMMAR.test(name))) continue;
      add(names[0], names[1]);
      add(names[1], names[0]);
    } else if (groups['bracket'] !== undefined) {
      const acronym = ACRONYM_BEHIND.exec(behind)?.[1];
      const han = HAN_BEFORE.exec(before)?.[1]?.replace(BOUNDARY, '');
      if (acronym === undefined || SETTINGS.test(acronym)) continue;
      if (han !== undefined && han.length > 2) add(acronym, han);
      else add(acronym, initialled(acronym, WORDS_BEFORE.exec(before)?.[1] ?? ''));
    } else {
      const names = [ENGLISH_BEHIND.exec(behind)?.[1], ENGLISH_BEFORE.exec(before)?.[1]] as const;
      add(names[0], names[1]);
      add(names[1], names[0]);
    }
  }
  return [...found.values()];
}

/** A name with more meanings than this means none of them. */
const MAX_MEANINGS = 2;

/** The aliases of all articles as rules of a synonyms file, one a line, sorted; names of many meanings are left out. */
export function aliasRules(aliases: readonly Alias[]): string[] {
  const meanings = new Map<string, Set<string>>();
  for (const { name, means } of aliases) meanings.set(name, (meanings.get(name) ?? new Set()).add(means));
  return Array.from(meanings)
    .filter(([, means]) => means.size <= MAX_MEANINGS)
    .map(([name, means]) => `${name} => ${[...means].sort().join(', ')}`)
    .sort();
}

/**
 * The end of a text that a short form was made from: it begins with the short form's first character and has the others
 * in order; undefined if there is none, or if the short form merely is a part of it.
 */
function spelledOut(short: string, text: string): string | undefined {
  let from = text.length;
  while (from > 0) {
    from = text.lastIndexOf(short.charAt(0), from - 1);
    if (from < 0) return undefined;
    const long = text.slice(from);
    if (!isInOrder(short, long)) continue;
    return long.includes(short) || /[的了是在]/u.test(long) ? undefined : long;
  }
  return undefined;
}

function isInOrder(short: string, long: string): boolean {
  let at = 0;
  for (const character of long) if (character === short.charAt(at)) at++;
  return at === short.length;
}

/** The last words whose initials an acronym consists of; little words may stand between them. */
function initialled(acronym: string, text: string): string | undefined {
  const letters = acronym.toLowerCase().replace(/[^a-z]/g, '');
  const words = text.split(' ');
  for (let from = words.length - 1; from >= 0; from--) {
    const last = words.slice(from);
    const initials = last.map((word) => word.charAt(0).toLowerCase()).join('');
    const content = last.map((word) => (LITTLE.test(word) ? '' : word.charAt(0).toLowerCase())).join('');
    const isWhole = initials === letters || content === letters;
    if (isWhole && initials.startsWith(letters.charAt(0))) return last.join(' ');
  }
  return undefined;
}

const LITTLE = /^(?:of|and|the|for|in|on|to|by|with|a)$/i;
