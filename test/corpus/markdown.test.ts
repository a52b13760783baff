import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMarkdown } from '../../src/corpus/markdown.ts';
import { outline } from '../support/outline.ts';

/** Headings as `# name`, texts by their units. */
function read(...lines: string[]): string[] {
  return readMarkdown(lines.join('\n')).flatMap((block) => {
    if (block.kind === 'text') return outline(block.shaped);
    return block.kind === 'heading' ? [`${'#'.repeat(block.level)} ${block.text}`] : ['end'];
  });
}

test('links keep the address as written, also relative ones, telephone numbers and bare addresses', () => {
  assert.deepEqual(
    read(
      '见[价目表](../价格/2024.md#邮费)，打[热线](tel:+8610123)、写 <a@b.example>，或看 https://c.example/x?y=1。',
    ),
    [
      'paragraph"见{link ../价格/2024.md#邮费|价目表}，打{link tel:+8610123|热线}、写 {link mailto:a@b.example|a@b.example}，或看 {link https://c.example/x?y=1|https://c.example/x?y=1}。"',
    ],
  );
});

test('of a link with a forbidden address only the words remain', () => {
  for (const href of [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'java&#10;script:x',
  ])
    assert.deepEqual(
      read(`[点我](<${href}>) 和 <a href="${href}">这里</a>`),
      ['paragraph"点我 和 这里"'],
      href,
    );
});

test('struck text is struck, in Markdown and as a tag', () => {
  assert.deepEqual(read('月租 ~~四十元~~ 三十元，<del>押一付三</del><s>两月</s>免押。'), [
    'paragraph"月租 {struck|四十元} 三十元，{struck|押一付三}{struck|两月}免押。"',
  ]);
});

test('raised and lowered characters stay what they are', () => {
  assert.deepEqual(
    read('10<sup>6</sup> 个，CO<sub>2</sub>，m<sup>-3</sup>，x<sup>n+k</sup>，见<sup>[3]</sup>。'),
    ['paragraph"10⁶ 个，CO₂，m⁻³，x^(n+k)，见[3]。"'],
  );
});

test('the reading of a character stands behind it', () => {
  assert.deepEqual(read('<ruby>饕<rp>(</rp><rt>tāo</rt><rp>)</rp></ruby>餐'), ['paragraph"饕(tāo)餐"']);
});

test('a footnote stands at the end of its section, also one that was written in place', () => {
  assert.deepEqual(
    read('## 甲', '每年两次[^一]，共三天^[不含周末]。', '', '[^一]: 以*公告*为准。', '', '## 乙', '没有。'),
    [
      '## 甲',
      'paragraph"每年两次[1]，共三天[2]。"',
      'paragraph"[1] 以{em|公告}为准。"',
      'paragraph"[2] 不含周末"',
      '## 乙',
      'paragraph"没有。"',
    ],
  );
});

test('a footnote that nothing refers to is not lost', () => {
  assert.deepEqual(read('正文。', '', '[^x]: 没人引用我。'), [
    'paragraph"正文。"',
    'paragraph"没人引用我。"',
  ]);
});

test('formulae are shown once, as they were written; prices are no formulae', () => {
  assert.deepEqual(read('能量 $E=mc^2$，门票 $5 到 $8 不等。', '', '$$', 'a_1 + b_1', '$$'), [
    'paragraph"能量 {code|E=mc^2}，门票 $5 到 $8 不等。"',
    'code"{pre tex|a_1 + b_1}"',
  ]);
});

test('emphasis beside Chinese marks is emphasis', () => {
  assert.deepEqual(read('**注意：**先断电。**“总闸”**在门后，==不要碰==。'), [
    'paragraph"{strong|注意：}先断电。{strong|“总闸”}在门后，{mark|不要碰}。"',
  ]);
});

test('items keep numbers, nesting, boxes and all that belongs to them', () => {
  assert.deepEqual(
    read('3. 洗', '   - 用冷水', '   - 不用漂白', '', '     也不泡', '4. 晒', '', '- [x] 已寄', '- [ ] 未收'),
    [
      'ordered(item 3(paragraph"洗" list(item(paragraph"用冷水") item(paragraph"不用漂白" paragraph"也不泡"))) item 4(paragraph"晒"))',
      'list(item true(paragraph"已寄") item false(paragraph"未收"))',
    ],
  );
  const [block] = readMarkdown('3. 洗\n   - 用冷水\n\n     不泡\n4. 晒');
  assert.equal(block?.kind === 'text' && block.shaped.text, '3. 洗\n  - 用冷水\n    不泡\n4. 晒');
});

test('the numbers of HTML lists count as the author says', () => {
  assert.deepEqual(read('<ol start="4"><li>四<ul><li>甲<li>乙</ul><li value="9">九<li>十</ol>'), [
    'ordered(item 4(paragraph"四" list(item(paragraph"甲") item(paragraph"乙"))) item 9(paragraph"九") item 10(paragraph"十"))',
  ]);
});

test('a row is lines of header and cell; empty cells are left out', () => {
  assert.deepEqual(read('| 房型 | Price | |', '|---|--:|---|', '| **单间** | 90 | 含早 |', '| 套房 | | |'), [
    'table 房型/Price/(row"房型：{strong|单间}⏎Price: 90⏎含早" row"房型：套房")',
  ]);
});

test('tables in HTML: paragraphs in cells, headers at the side, a headline between rows', () => {
  assert.deepEqual(
    read(
      '<table><tr><th>厅</th><th>座位</th></tr><tr><td><p>一号</p><p>（大）</p></td><td>90</td></tr></table>',
      '',
      '<table><tr><th>成立</th><td>1999</td></tr><tr><th colspan="2">地址</th></tr><tr><th>总部</th><td>武汉<br>汉口</td></tr></table>',
    ),
    [
      'table 厅/座位(row"厅：一号 （大）⏎座位：90")',
      'table(row"成立：1999" paragraph"地址" row"总部：武汉⏎汉口")',
    ],
  );
});

test('code stays as it is, with its language; a tab keeps its name', () => {
  assert.deepEqual(
    read(
      '```ts{2} [main.ts]',
      'if (a) {',
      '  b()',
      '}',
      '```',
      '',
      '<pre><code class="language-sh">ls  -l',
      'cd ~</code></pre>',
    ),
    ['paragraph"{code|main.ts}"', 'code"{pre ts|if (a) {⏎  b()⏎}}"', 'code"{pre sh|ls  -l⏎cd ~}"'],
  );
});

test('remarks have a label: containers, admonitions and callouts', () => {
  assert.deepEqual(
    read(
      ':::warning 高温',
      '勿触。',
      ':::',
      '',
      ':::note[提示]',
      '先看。',
      ':::',
      '',
      '!!! danger "带电"',
      '    断闸。',
      '',
      '    再开盖。',
      '',
      '??? tip',
      '    省电。',
      '',
      '> [!NOTE]',
      '> 引文不是它。',
      '',
      '> 真的引文。',
    ),
    [
      'note(paragraph"{strong|高温}" paragraph"勿触。")',
      'note(paragraph"{strong|提示}" paragraph"先看。")',
      'note(paragraph"{strong|带电}" paragraph"断闸。" paragraph"再开盖。")',
      'note(paragraph"{strong|Tip}" paragraph"省电。")',
      'note(paragraph"{strong|Note}" paragraph"引文不是它。")',
      'quote(paragraph"真的引文。")',
    ],
  );
});

test('bold lines, questions and summaries head what follows them', () => {
  assert.deepEqual(
    read(
      '## 问答',
      '**Q：能退吗？**',
      '',
      'A：七天内能。',
      '',
      '问：多久到账？',
      '答：三天。',
      '',
      '**怎么寄**',
      '',
      '放前台。',
      '',
      '<details><summary>谁付邮费</summary>',
      '',
      '买家。',
      '',
      '</details>',
      '',
      '以上。',
    ),
    [
      '## 问答',
      '####### 能退吗？',
      'paragraph"A：七天内能。"',
      '####### 多久到账？',
      'paragraph"答：三天。"',
      '####### 怎么寄',
      'paragraph"放前台。"',
      '####### 谁付邮费',
      'paragraph"买家。"',
      'end',
      'paragraph"以上。"',
    ],
  );
});

test('a bold line heads nothing if it is a sentence, or if no text follows', () => {
  assert.deepEqual(read('**不得外传。**', '', '其余见下。', '', '**到此为止**', '', '## 下一节', '文'), [
    'paragraph"{strong|不得外传。}"',
    'paragraph"其余见下。"',
    'paragraph"{strong|到此为止}"',
    '## 下一节',
    'paragraph"文"',
  ]);
});

test('wikilinks and embeds are links and pictures', () => {
  assert.deepEqual(read('见[[价目表]]、[[价目表#邮费|邮费]]，图![[平面图.png]]，![[附录]]。'), [
    'paragraph"见{link wiki:价目表|价目表}、{link wiki:价目表#邮费|邮费}，图{image 平面图.png|🖼}，{link wiki:附录|附录}。"',
  ]);
});

test('a picture keeps its caption', () => {
  assert.deepEqual(
    read(
      '![楼层](a.png)',
      '',
      '*图一 三楼*',
      '',
      '![](b.png)',
      '',
      '图 2 四楼',
      '',
      '<figure><img src="c.png" alt="五楼"><figcaption>顶层</figcaption></figure>',
    ),
    [
      'figure(figure(paragraph"{image a.png|楼层}") paragraph"{em|图一 三楼}")',
      'figure(figure(paragraph"{image b.png|🖼}") paragraph"图 2 四楼")',
      'figure(figure(paragraph"{image c.png|五楼}") paragraph"顶层")',
    ],
  );
});

test('what is only for the tool that renders the page is cut', () => {
  assert.deepEqual(
    read(
      "import Tabs from '@theme/Tabs';",
      '',
      '# 安装 {#setup}',
      '',
      '<Tabs><TabItem value="a">甲</TabItem></Tabs> {{ $page.title }}{{< ref "x" >}}{% note %}好{% endnote %} ^b1',
      '',
      '%% 私下说 %%公开。%%又',
      '私%%',
      '',
      '%%',
      '整段',
      '',
      '私话',
      '%%',
      '',
      '<!-- 隐 -->',
      '末。{.small}',
      '',
      '<<< @/x.js',
    ),
    [
      '# 安装',
      'note(paragraph"{strong|a}" paragraph"甲")',
      'paragraph"好"',
      'paragraph"公开。"',
      'paragraph"末。"',
    ],
  );
  const [heading] = readMarkdown('# 安装 {#setup}\n');
  assert.equal(heading?.kind === 'heading' && heading.anchor, 'setup');
});

test('an unknown tag costs that tag only; a word in angle brackets is a word', () => {
  assert.deepEqual(read('装 <my-app theme="x">第二版</my-app>，填 <version> 与 <b>编号</b><hr>。'), [
    'paragraph"装 第二版，填 <version> 与 {strong|编号}"',
    'paragraph"。"',
  ]);
});

test('scripts, styles and hidden elements are not text', () => {
  assert.deepEqual(
    read(
      '<script>let a = "<b>"</script>',
      '',
      '<style>p{}</style>',
      '',
      '甲<span hidden>乙</span><span style="display: none">丙</span>丁',
    ),
    ['paragraph"甲丁"'],
  );
});

test('a script that is never closed hides nothing', () => {
  assert.deepEqual(read('<svg>', '', '图', '', '## 节', '', '文'), [
    'paragraph"图"',
    '## 节',
    'paragraph"文"',
  ]);
});

test('lines of Chinese are joined without a blank, a break stays a break', () => {
  assert.deepEqual(read('第一行', '第二行 word', 'word  ', '新行'), [
    'paragraph"第一行第二行 word word⏎新行"',
  ]);
});

test('a remark begins in the line below its label', () => {
  const [block] = readMarkdown('::: tip 提示\n周末不办。\n\n平日办。\n:::');
  assert.equal(block?.kind === 'text' && block.shaped.text, '提示\n周末不办。\n\n平日办。');
});

test('questions are headings however they are numbered and marked', () => {
  for (const [line, heading] of [
    ['Q1. 押金多少', '押金多少'],
    ['2、问：押金多少', '押金多少'],
    ['问题三：押金多少？', '押金多少？'],
    ['【问】押金多少？', '押金多少？'],
    ['**问** 4：押金多少', '押金多少'],
    ['Question 5: How much?', 'How much?'],
    ['6. 押金多少？', '押金多少？'],
    ['7、押金多少？', '押金多少？'],
    ['Q8 押金多少？', '押金多少？'],
    ['9. **押金**', '押金'],
  ] as const)
    assert.deepEqual(read(line, '', '两百元。'), [`####### ${heading}`, 'paragraph"两百元。"'], line);
  for (const line of ['Q3 营收增长。', '2024、押金多少？', '1. 押金', 'Q & A: 押金'])
    assert.ok(!read(line, '', '两百元。')[0]?.startsWith('#'), line);
});

test('an answer stands under its question, in the next line, behind it, or as the next item', () => {
  assert.deepEqual(read('**问**：甲？', '**答**：乙。'), ['####### 甲？', 'paragraph"{strong|答}：乙。"']);
  assert.deepEqual(read('**问：甲？** 答：乙。'), ['####### 甲？', 'paragraph"答：乙。"']);
  assert.deepEqual(read('【问】甲？', '【答】乙。'), ['####### 甲？', 'paragraph"【答】乙。"']);
  assert.deepEqual(read('- Q: 甲？', '- A: 乙。', '- Q: 丙？', '- A: 丁。'), [
    'list(item(paragraph"Q: 甲？" list(item(paragraph"A: 乙。"))) item(paragraph"Q: 丙？" list(item(paragraph"A: 丁。"))))',
  ]);
});

test('a heading that is struck as a whole begins a text of its own, in which it stands struck', () => {
  assert.deepEqual(read('## 甲', '一。', '', '## ~~乙~~', '二。', '', '## ![](丙.png) 丁', '三。'), [
    '## 甲',
    'paragraph"一。"',
    '## ',
    'paragraph"{struck|乙}"',
    'paragraph"二。"',
    '## 丁',
    'paragraph"三。"',
  ]);
});

test('a row of nothing but struck cells is struck with its headers', () => {
  assert.deepEqual(read('| 甲 | 乙 |', '|--|--|', '| ~~1~~ | ~~**2**~~ |', '| ~~3~~ 4 | |'), [
    'table 甲/乙(row"{struck|甲：1⏎乙：{strong|2}}" row"甲：{struck|3} 4")',
  ]);
});

test('blocks between the tags of struck text are struck, and so is text that only its style strikes', () => {
  assert.deepEqual(
    read(
      '<del>',
      '',
      '甲。',
      '',
      '- 乙',
      '',
      '</del>',
      '',
      '丙<span style="text-decoration: line-through">丁</span>',
    ),
    ['paragraph"{struck|甲。}"', 'list(item(paragraph"{struck|乙}"))', 'paragraph"丙{struck|丁}"'],
  );
});

test('what is raised as it is stays so', () => {
  assert.deepEqual(read('票价<sup>①</sup>，2<sup>nd</sup>，Cl<sup>-</sup>，注<sup>*</sup>'), [
    'paragraph"票价①，2nd，Cl⁻，注*"',
  ]);
});

test('a skipped tag that nothing closes costs that tag only', () => {
  assert.deepEqual(
    read('<iframe src="x">', '', '正文。', '', '按 <button> 以后继续，<video controls>看完。'),
    ['paragraph"正文。"', 'paragraph"按  以后继续，看完。"'],
  );
});

test('prose that looks like the markup of a tool is prose', () => {
  for (const text of [
    'import duties are paid by the buyer.',
    'export const 是关键字。',
    '完成 20%%，下降 30%%。',
    '变量$user和$pass，以及 $PATH:$HOME。',
    '!!! wow this is great news',
    'y = x ^2',
    '集合 {.5, 1}',
    '<<< 见下页',
  ])
    assert.deepEqual(read(text), [`paragraph"${text}"`], text);
});

test('the mark of a footnote is no part of a heading, and colons without a name are none of the text', () => {
  assert.deepEqual(read('## 价格[^1]', ':::', '按件算。', ':::', '', '[^1]: 含税。'), [
    '## 价格',
    'paragraph"按件算。"',
    'paragraph"[1] 含税。"',
  ]);
});

test('statements of MDX are cut, also over several paragraphs; prose that begins with their words is not', () => {
  assert.deepEqual(
    read(
      "import Tabs from '@theme/Tabs';",
      'import {',
      '  one,',
      "} from 'x'",
      '',
      'export const Mark = ({ children }) => (',
      '  <b>',
      '',
      '    {children}',
      '  </b>',
      ');',
      '',
      'export default function Page() {',
      '',
      '  return 1;',
      '}',
      '',
      'import duties are due in ten days.',
      '',
      'export controls apply to these goods.',
    ),
    ['paragraph"import duties are due in ten days."', 'paragraph"export controls apply to these goods."'],
  );
});

test('included files, tables of contents and stray ends of containers are cut', () => {
  assert.deepEqual(
    read(
      '[[toc]]',
      '',
      '[TOC]',
      '',
      '<<< @/甲.js{2}',
      '',
      '--8<-- "乙.md"',
      '',
      '--8<--',
      '丙.md',
      '--8<--',
      '',
      ':::',
      '',
      '正文。',
    ),
    ['paragraph"正文。"'],
  );
});

test('attribute lists behind links and pictures, and icons, are cut; braces in prose stay', () => {
  assert.deepEqual(
    read(
      '[报名](a.md){ .md-button }和![图](b.png){width=200}，:material-check:{ .ok } 完成，集合 {a=1} 与 f(x){y}',
    ),
    ['paragraph"{link a.md|报名}和{image b.png|图}， 完成，集合 {a=1} 与 f(x){y}"'],
  );
});

test('tags with names of Vue and values of JSX are tags', () => {
  assert.deepEqual(
    read(
      '<MyList :rows="[1, 2]" @pick="a > b" /> 后',
      '',
      '<img src={require("./图.png").default} alt="图" />',
      '',
      '<template #foot>脚注</template>',
    ),
    ['paragraph"后"', 'figure(paragraph"{image ./图.png|图}")', 'paragraph"脚注"'],
  );
});

test('the tabs of components keep their names', () => {
  assert.deepEqual(
    read(
      '<Tabs>',
      '<TabItem value="a" label="甲机">',
      '',
      '按红键。',
      '',
      '</TabItem>',
      '</Tabs>',
      '',
      '后。',
    ),
    ['note(paragraph"{strong|甲机}" paragraph"按红键。")', 'paragraph"后。"'],
  );
});

test('titles of remarks are read like text', () => {
  assert.deepEqual(
    read(':::note[看**这里**]', '身', ':::', '', '> [!tip] 见 [[页]]', '> 身', '', '!!! note ""', '    身'),
    [
      'note(paragraph"{strong|看这里}" paragraph"身")',
      'note(paragraph"{strong|见 {link wiki:页|页}}" paragraph"身")',
      'note(paragraph"身")',
    ],
  );
});

test('raised and lowered characters between ^ and ~, and keys, are read; ranges with ~ stay', () => {
  assert.deepEqual(read('x^2^ 和 H~2~O，按 ++ctrl+c++，5~10 元、10~20 元，C++ 和 G++'), [
    'paragraph"x² 和 H₂O，按 {code|ctrl+c}，5~10 元、10~20 元，C++ 和 G++"',
  ]);
});

test('definitions are items with their term', () => {
  assert.deepEqual(read('滞纳金', ': 每天万分之五。', '', '押金', ':   两个月房租。', '', '    退房时退。'), [
    'list(item(paragraph"{strong|滞纳金}" paragraph"每天万分之五。") item(paragraph"{strong|押金}" paragraph"两个月房租。" paragraph"退房时退。"))',
  ]);
});

test('what Obsidian adds is read: states of tasks, widths, names of files, queries', () => {
  assert.deepEqual(
    read(
      '- [-] 不做了',
      '- [/] 在做',
      '',
      '![图注|200](a.png) ![[b.png|30x40]] [[丙.md#丁#戊]] 涨 5%% 到 8%%',
      '',
      '```dataview',
      'LIST',
      '```',
    ),
    [
      'list(item false(paragraph"{struck|不做了}") item false(paragraph"在做"))',
      'paragraph"{image a.png|图注} {image b.png|🖼} {link wiki:丙.md#丁#戊|丙 › 丁 › 戊} 涨 5%% 到 8%%"',
    ],
  );
});

test('a merged cell stands in every row and column that it covers', () => {
  assert.deepEqual(
    read(
      '<table>',
      '<tr><th rowspan="2">场馆</th><th colspan="2">票价</th></tr>',
      '<tr><th>平日</th><th>假日</th></tr>',
      '<tr><td rowspan="2">冰场</td><td>早 20 元</td><td>早 30 元</td></tr>',
      '<tr><td>晚 25 元</td><td>晚 35 元</td></tr>',
      '<tr><td colspan="3">室外</td></tr>',
      '<tr><td>雪场</td><td colspan="2">60 元</td></tr>',
      '</table>',
    ),
    [
      'table 场馆/票价 平日/票价 假日(row"场馆：冰场⏎票价 平日：早 20 元⏎票价 假日：早 30 元" row"场馆：冰场⏎票价 平日：晚 25 元⏎票价 假日：晚 35 元" row"室外" row"场馆：雪场⏎票价 平日：60 元⏎票价 假日：60 元")',
    ],
  );
});

test('shortcodes of Hugo and Hexo that mean something are read', () => {
  assert.deepEqual(
    read(
      '{{< figure src="/甲.png" title="图题" >}}',
      '',
      '{{% notice tip "小心" %}}',
      '身文。',
      '{{% /notice %}}',
      '',
      '{% codeblock lang:js %}',
      'if (a) {',
      '  b();',
      '}',
      '{% endcodeblock %}',
      '',
      '{{< details "怎么退" >}}',
      '到窗口退。',
      '{{< /details >}}',
      '',
      '<!-- tab 乙机 -->',
      '按绿键。',
      '<!-- endtab -->',
      '',
      '见[丙]({{< relref "丙.md#节" >}})和{% post_link 丁 \'丁页\' %}。',
    ),
    [
      'figure(paragraph"{image /甲.png|图题}")',
      'note(paragraph"{strong|小心}" paragraph"身文。")',
      'code"{pre js|if (a) {⏎  b();⏎}}"',
      '####### 怎么退',
      'paragraph"到窗口退。"',
      'end',
      'note(paragraph"{strong|乙机}" paragraph"按绿键。")',
      'paragraph"见{link 丙.md#节|丙}和{link 丁|丁页}。"',
    ],
  );
});

test('folded text inside folded text stands under both', () => {
  assert.deepEqual(
    read(
      '<details><summary>退货</summary>',
      '<details><summary>运费</summary>',
      '买家付。',
      '</details>',
      '七天内退。',
      '</details>',
      '',
      '后。',
    ),
    [
      '####### 退货',
      '######## 运费',
      'paragraph"买家付。"',
      'end',
      'paragraph"七天内退。"',
      'end',
      'paragraph"后。"',
    ],
  );
});

test('a list in a cell is one line of the row', () => {
  assert.deepEqual(read('| 甲 | 乙 |', '|--|--|', '| 一 | <ul><li>二</li><li>三</li></ul> |'), [
    'table 甲/乙(row"甲：一⏎乙：二 三")',
  ]);
});
