import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { sectionOf, sections } from '../support/sections.ts';
import { passageSentences } from '../../src/corpus/passages.ts';
import type { ShapedText, Unit } from '../../src/corpus/shape.ts';
import { chooseExcerpt, type Excerpt, MAX_EXCERPT_WIDTH } from '../../src/retrieval/excerpt.ts';
import { queryTerms } from '../../src/retrieval/query-terms.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { displayWidth } from '../../src/text/display-width.ts';

type Options = { start?: number; fromStart?: boolean; near?: string; maxWidth?: number };
/** Only words connect sentences with the question, except the one that begins with `near`. */
const choose = (sectionText: string, question: string, options: Options = {}): Excerpt =>
  chooseFrom({ text: sectionText, units: [], spans: [] }, question, options);
const chooseFrom = (section: ShapedText, question: string, options: Options = {}): Excerpt => {
  const { text } = section;
  return chooseExcerpt({
    section,
    sentences: passageSentences(section, { start: 0, end: text.length }).map((range) => {
      const isNear = options.near !== undefined && text.startsWith(options.near, range.start);
      const near = isNear ? 0.9 : 0;
      return { range, score: near, coverage: near, carriedCoverage: near };
    }),
    passage: { start: options.start ?? 0, end: text.length },
    question: { normalForm: normalise(question), terms: queryTerms(normalise(question)) },
    idf: () => 1,
    fromStart: options.fromStart ?? false,
    maxWidth: options.maxWidth,
  });
};
const textOf = ({ sentences }: Excerpt): string => sentences.map(({ text }) => text).join('');
const bestOf = ({ sentences }: Excerpt): string | undefined => sentences.find(({ best }) => best)?.text;
const marked = ({ sentences }: Excerpt): string[] =>
  sentences.flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end)));

const FILLER = '公司每年举办一次年会，邀请客户参加。'.repeat(20);

test('a short section is shown whole, with the best sentence marked and without gaps', () => {
  const excerpt = choose('公司在武汉。发行价格为12.80元。员工三百人。', '发行价格');
  assert.equal(textOf(excerpt), '公司在武汉。发行价格为12.80元。员工三百人。');
  assert.equal(bestOf(excerpt), '发行价格为12.80元。');
  assert.deepEqual([excerpt.sentences[0]?.gapBefore, excerpt.gapAfter], [false, false]);
});

test('an answer in the last sentence of a long section is shown', () => {
  const excerpt = choose(`${FILLER}检测报告保存三个月。`, '检测报告保存多久');
  assert.ok(textOf(excerpt).endsWith('检测报告保存三个月。'));
  assert.equal(excerpt.sentences[0]?.gapBefore, true);
  assert.equal(excerpt.gapAfter, false);
});

test('without a matching word the found passage is shown from its beginning', () => {
  const start = FILLER.length;
  const excerpt = choose(`${FILLER}检测报告保存三个月。`, '区块链', { start });
  assert.equal(bestOf(excerpt), '检测报告保存三个月。');
});

test('matched words are marked in the original spelling', () => {
  assert.deepEqual(marked(choose('貨櫃在碼頭堆存，ＩＰＯ以後。', '货柜堆存IPO')), ['貨櫃', '堆存', 'ＩＰＯ']);
});

test('overlapping matches are merged into one mark', () => {
  assert.deepEqual(marked(choose('普通注销公告期为四十五天。', '注销公告期')), ['注销公告期']);
});

test('a single sentence longer than an excerpt is cut at clause marks around the match', () => {
  const excerpt = choose(
    `${'一二三四五六七，'.repeat(60)}检测报告保存三个月，${'甲乙丙丁，'.repeat(60)}完。`,
    '检测报告',
  );
  assert.ok(displayWidth(textOf(excerpt)) <= MAX_EXCERPT_WIDTH);
  assert.ok(textOf(excerpt).includes('检测报告保存三个月'));
  assert.deepEqual(marked(excerpt), ['检测报告']);
  assert.deepEqual([excerpt.sentences[0]?.gapBefore, excerpt.gapAfter], [true, true]);
});

test('where there is less room an excerpt is shorter, and still has the sentence that answers', () => {
  const text = `${FILLER}发行价格为12.80元。${FILLER}发行数量为三千万股，${'分给老股东，'.repeat(60)}完。`;
  for (const question of ['发行价格', '发行数量']) {
    const excerpt = choose(text, question, { maxWidth: 120 });
    assert.ok(displayWidth(textOf(excerpt).trimEnd()) <= 120);
    assert.ok(bestOf(excerpt)?.includes(question));
  }
});

test('any excerpt is a verbatim piece of the section, within the limit, with one best sentence and marks inside', () => {
  const piece = fc.constantFrom(
    '公司',
    '注销',
    '发行',
    '价格',
    '12.80',
    '，',
    '。',
    '\n\n',
    '𠮷',
    'IPO ',
    '！',
    '“',
    '”',
  );
  const section = fc.array(piece, { minLength: 1, maxLength: 250 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(section, fc.array(piece, { maxLength: 6 }), (text, words) => {
      const excerpt = choose(text, words.join(''));
      const shown = textOf(excerpt);
      assert.ok(text.includes(shown));
      assert.ok(displayWidth(shown.trimEnd()) <= MAX_EXCERPT_WIDTH);
      assert.ok(shown.isWellFormed());
      assert.equal(excerpt.sentences.filter(({ best }) => best).length, text.trim() === '' ? 0 : 1);
      for (const sentence of excerpt.sentences) {
        for (const [i, { start, end }] of sentence.marks.entries()) {
          assert.ok(start >= (sentence.marks[i - 1]?.end ?? 0) && start < end && end <= sentence.text.length);
        }
      }
      if (excerpt.gapAfter) assert.ok(shown.length < text.length);
    }),
    { numRuns: 500 },
  );
});

test('an empty section gives an empty excerpt', () => {
  assert.deepEqual(choose('', '发行'), { sentences: [], gapAfter: false });
});

/** What is shown, as a reader sees it. */
const seen = ({ sentences, gapAfter }: Excerpt): string =>
  sentences
    .map(({ text, gapBefore }) => (gapBefore ? '…' : '') + text)
    .join('')
    .trimEnd() + (gapAfter ? '…' : '');
const struckIn = ({ sentences }: Excerpt): string[] =>
  sentences.flatMap(({ text, spans }) =>
    spans.filter(({ kind }) => kind === 'struck').map(({ start, end }) => text.slice(start, end)),
  );

const FAULTS = sectionOf(
  ['滤芯堵塞', '电机卡死', '水位过低', '温度过高', '门锁未合', '通信断开', '电压不稳', '传感器短路']
    .map(
      (fault, i) =>
        `- 故障 F${i + 1}\n\n  ${fault}。\n\n  先断电十分钟，再按说明书第${i + 1}章检查，还不行就联系维修点。`,
    )
    .join('\n'),
);

test('of a list exactly the item that was asked for is shown, with all of its lines', () => {
  const shown = '…- 故障 F4\n  温度过高。\n  先断电十分钟，再按说明书第4章检查，还不行就联系维修点。…';
  for (const question of ['F4', '温度过高怎么办', '故障F4是什么'])
    assert.equal(seen(chooseFrom(FAULTS, question)), shown);
});

test('two items that were asked for are both shown, with a gap between them', () => {
  assert.match(
    seen(chooseFrom(FAULTS, 'F2和F7分别是什么')),
    /^…- 故障 F2\n  电机卡死。\n.*\n…- 故障 F7\n  电压不稳。\n.*…$/,
  );
});

test('when no item stands out, the items are shown one after the other', () => {
  const shown = chooseFrom(FAULTS, '断电检查').sentences.filter(({ gapBefore }) => gapBefore);
  assert.ok(shown.length <= 1);
  assert.match(textOf(chooseFrom(FAULTS, '断电检查')), /F1[^]*F2[^]*F3/);
});

const ROOMS = sectionOf(
  `会议室要提前预订。\n\n| 房间 | 楼层 | 容纳 |\n| --- | --- | --- |\n${Array.from(
    { length: 20 },
    (_, i) => `| 第${i + 1}会议室 | ${(i % 4) + 1} 楼 | ${10 + i} 人 |`,
  ).join('\n')}`,
);

test('of a table exactly the row that was asked for is shown, with its header', () => {
  assert.equal(seen(chooseFrom(ROOMS, '第7会议室容纳')), '…房间：第7会议室\n楼层：3 楼\n容纳：16 人…');
});

test('what is nested in an item is shown with it while it fits, and by itself otherwise', () => {
  const inner = (count: number): string =>
    Array.from({ length: count }, (_, i) => `  - 网点${i + 1}：周一到周五上午九点开门，下午五点半关门`).join(
      '\n',
    );
  const short = sectionOf(`- 上门取件\n- 到店寄件\n${inner(3)}\n- 自助柜`);
  assert.equal(
    seen(chooseFrom(short, '到店寄件')).replaceAll('：周一到周五上午九点开门，下午五点半关门', ''),
    '…- 到店寄件\n  - 网点1\n  - 网点2\n  - 网点3…',
  );
  const long = sectionOf(`- 上门取件\n- 到店寄件\n${inner(30)}\n- 自助柜`);
  const shown = textOf(chooseFrom(long, '网点17'));
  assert.ok(shown.includes('- 网点17：') && !shown.includes('网点16') && !shown.includes('网点18'), shown);
});

test('a code block is shown whole, and one that is too long in whole lines around the match', () => {
  const script = '```sh\nwenda stop\nwenda backup --to /data\nwenda start\n```';
  const code = sectionOf(`${FILLER}\n\n${script}\n\n${FILLER}`);
  assert.ok(textOf(chooseFrom(code, 'backup')).includes('wenda stop\nwenda backup --to /data\nwenda start'));
  const lines = Array.from({ length: 80 }, (_, i) => `set option_${i} = ${i}`);
  const long = sectionOf(`\`\`\`\n${lines.join('\n')}\n\`\`\``);
  const excerpt = chooseFrom(long, 'option_40');
  for (const line of textOf(excerpt).trimEnd().split('\n')) assert.ok(lines.includes(line), line);
  assert.ok(textOf(excerpt).includes('set option_40 = 40'));
  assert.deepEqual(
    excerpt.sentences[0]?.spans.map(({ kind }) => kind),
    ['pre'],
  );
});

test('struck text is neither best nor marked, and is shown only inside or between shown sentences', () => {
  const section = sectionOf(
    `会员费~~每年两百元~~每年三百元。~~老会员每年一百元。~~ 新会员先交押金。${FILLER}`,
  );
  const excerpt = chooseFrom(section, '老会员每年一百元', { near: '~' });
  assert.ok(!marked(excerpt).some((mark) => mark.includes('一百') || mark.includes('老会员')));
  assert.deepEqual(struckIn(excerpt), ['每年两百元', '老会员每年一百元。']);
  assert.ok(!(bestOf(excerpt) ?? '').includes('老会员'));
  const atEnd = sectionOf(`会员费每年三百元。\n\n~~老会员每年一百元。~~\n\n${FILLER}`);
  assert.deepEqual(struckIn(chooseFrom(sectionOf('会员费每年三百元。\n\n~~老会员免费。~~'), '会员费')), []);
  assert.equal(bestOf(chooseFrom(atEnd, '老会员每年一百元')), '会员费每年三百元。\n\n');
});

test('a section that is struck as a whole is shown without a best sentence', () => {
  const excerpt = chooseFrom(sectionOf('~~第一条作废。第二条作废。~~'), '第一条');
  assert.equal(textOf(excerpt), '第一条作废。第二条作废。');
  assert.deepEqual([bestOf(excerpt), marked(excerpt)], [undefined, []]);
});

/** Items, rows and code that an excerpt never tears, where they fit. */
function wholeUnits(units: readonly Unit[], text: string): Unit[] {
  return units.flatMap((unit) => {
    if (unit.kind === 'paragraph') return [];
    const isContainer = unit.kind === 'list' || unit.kind === 'table';
    if (!isContainer && displayWidth(text.slice(unit.start, unit.end)) <= MAX_EXCERPT_WIDTH) return [unit];
    return 'units' in unit ? wholeUnits(unit.units, text) : [];
  });
}

test('no unit that fits is shown in part, and whatever is left out is seen', () => {
  const question = fc.constantFrom('企业注销', '发行价格', '证书', 'gateway', 'retry', '费用时间', '旧价');
  fc.assert(
    fc.property(sections, question, fc.boolean(), (section, asked, fromStart) => {
      const { sentences, gapAfter } = chooseFrom(section, asked, { fromStart });
      assert.ok(sentences.filter(({ best }) => best).length <= 1);
      assert.ok(displayWidth(textOf({ sentences, gapAfter }).trimEnd()) <= MAX_EXCERPT_WIDTH);
      // Where each sentence stands in the section.
      let at = 0;
      const shown = sentences.map(({ text, gapBefore }) => {
        const start = gapBefore ? section.text.indexOf(text, at) : at;
        assert.ok(section.text.startsWith(text, start));
        at = start + text.length;
        return { start, end: at, gapBefore };
      });
      assert.ok(gapAfter || at === section.text.length);
      for (const unit of wholeUnits(section.units, section.text))
        for (const { start, gapBefore } of shown)
          if (gapBefore) assert.ok(!(unit.start < start && start < unit.end), unit.kind);
    }),
  );
});

test('a struck item or row is never the best, though its marker and its headers are not struck', () => {
  const list = chooseFrom(sectionOf('- ~~旧门禁卡每张二十元~~\n- 门禁卡每张三十元'), '旧门禁卡');
  assert.match(bestOf(list) ?? '', /三十元/);
  const table = chooseFrom(
    sectionOf('| 卡 | 价 |\n|--|--|\n| ~~门禁卡~~ | ~~二十元~~ |\n| 门禁卡 | 三十元 |'),
    '卡价',
  );
  assert.equal(bestOf(table), '卡：门禁卡\n');
  assert.ok(!textOf(table).includes('二十元'), textOf(table));
});

/** The lines of a list, each with its own words only. */
const NOTICE = sectionOf(
  '解约要提前通知对方，提前多久看合同已经履行了多久：\n\n- 履行不满半年的，提前三天通知；\n- 半年以上不满两年的，提前十五天通知；\n- 两年以上的，提前一个月通知。\n\n通知应当写明解约的理由。',
);

test('the item whose range holds the number of the question is the best, and not the line that introduces it', () => {
  assert.match(bestOf(chooseFrom(NOTICE, '合同履行了8个月，解约提前多久通知')) ?? '', /提前十五天/);
  assert.match(bestOf(chooseFrom(NOTICE, '合同履行了三年，解约提前多久通知')) ?? '', /提前一个月/);
  assert.match(bestOf(chooseFrom(NOTICE, '合同才履行10天，解约提前多久通知')) ?? '', /提前三天/);
  const english = sectionOf(
    'The deposit depends on the length of the lease:\n\n- less than 6 months: no deposit;\n- 6 months or more but less than 2 years: one rent;\n- 2 years or more: two rents.',
  );
  assert.match(bestOf(chooseFrom(english, 'deposit for a lease of 9 months')) ?? '', /one rent/);
});

test('cases by amount are shown together, though only the first names what they are cases of', () => {
  const cases = sectionOf(
    '停车费按时长算：\n\n- 停车时间不满一小时的，停车费免收；\n- 一小时以上不满四小时的，五元；\n- 四小时以上的，二十元。\n\n丢了停车票，停车费按一天算。',
  );
  const shown = textOf(chooseFrom(cases, '停车时间多长免停车费', { near: '- 停车时间' }));
  assert.match(shown, /不满一小时的[^]*五元[^]*二十元/u);
});

test('the sentence that has the word for what is to be named is the best', () => {
  const text = '古籍借阅须先登记审批，再由读者本人提取。古籍借阅的审批由典藏部负责。';
  assert.match(bestOf(choose(text, '古籍借阅登记审批归哪个部管')) ?? '', /典藏部/);
  assert.match(bestOf(choose(text, '古籍借阅登记审批要怎么办')) ?? '', /本人提取/);
});

test('of two sentences about the same thing, the one that holds what is asked for is the best', () => {
  const text = '借书证的押金可以退。借书证的押金是五十元。借书证的押金在办证后两周内退还。';
  assert.equal(bestOf(choose(text, '借书证的押金多少钱')), '借书证的押金是五十元。');
  assert.equal(bestOf(choose(text, '借书证的押金多久退还')), '借书证的押金在办证后两周内退还。');
  const history = 'The library was moved. The library opened in 1931. The library has a garden.';
  assert.match(bestOf(choose(history, 'when was the library opened')) ?? '', /1931/);
});

test('a sentence that refers back is shown with the one before it, before others take the room', () => {
  const before = `会员证由前台保管，${'柜子每天上锁，'.repeat(20)}钥匙归值班员。`;
  const shown = (best: string): string =>
    textOf(choose(`${FILLER}${before}${best}${FILLER}`, '挂失本人到场拍照，公司年会'));
  assert.ok(shown('但挂失本人到场拍照。').includes(before));
  assert.ok(!shown('证件挂失本人到场拍照。').includes(before));
});
