// Numbers as texts write them: 1,000; 1.5万; 三百二十; 二〇二四; half a.

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const DIGITS = '零一二三四五六七八九';
const POWERS: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1000,
  万: 1e4,
  亿: 1e8,
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  billion: 1e9,
};

/** A regular expression for a number in a text in normal form. */
export const NUMERAL = String.raw`\d+(?:[.,]\d+)*(?:[百千]?[万亿]|[百千]| (?:hundred|thousand|million|billion)\b)?|[零〇一二两三四五六七八九十百千万亿半]+|\b(?:${WORDS.join('|')})\b|\bhalf an?\b`;

/** The value of what `NUMERAL` matches; undefined for powers of ten alone (万, 百). */
export function valueOf(numeral: string): number | undefined {
  const [, figures, power = ''] = /^(\d[\d.,]*)(.*)$/u.exec(numeral) ?? [];
  if (figures !== undefined)
    return Array.from(power.matchAll(/[a-z]+|[^ ]/gu)).reduce(
      (value, [unit]) => value * (POWERS[unit] ?? 1),
      Number(figures.replaceAll(',', '')),
    );
  if (numeral.startsWith('half') || numeral === '半') return 0.5;
  const word = WORDS.indexOf(numeral);
  return word >= 0 ? word : hanValue(numeral.replaceAll('两', '二').replaceAll('〇', '零'));
}

function hanValue(numeral: string): number | undefined {
  if (!/[零一二三四五六七八九十]/u.test(numeral) || numeral.includes('半')) return undefined;
  // 二零二四 is read figure by figure.
  if (/^[零一二三四五六七八九]{2,}$/u.test(numeral))
    return Number(Array.from(numeral, (digit) => DIGITS.indexOf(digit)).join(''));
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of numeral) {
    const power = POWERS[character];
    if (power === undefined) digit = DIGITS.indexOf(character);
    else if (power < 1e4) {
      section += (digit === 0 ? 1 : digit) * power;
      digit = 0;
    } else {
      total = (total + section + digit) * power;
      section = digit = 0;
    }
  }
  return total + section + digit;
}
