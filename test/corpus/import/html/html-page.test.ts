import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage } from '../../../../src/corpus/import/read-page.ts';
import { fc } from '../../../support/property.ts';

const read = async (html: string) => {
  const page = await readPage('page.html', 'page', Buffer.from(html));
  assert.ok(typeof page !== 'string', html);
  return page;
};
/** The text of a page that has `content` under its title. */
const bodyOf = async (content: string): Promise<string | undefined> =>
  (await read(`<title>某页</title><h1>某页</h1>${content}`)).articles[0]?.body;
/** Checks many pieces of HTML, each with the Markdown that it becomes. */
const becomes = async (pairs: Record<string, string>): Promise<void> => {
  for (const [html, markdown] of Object.entries(pairs)) assert.equal(await bodyOf(html), markdown, html);
};
const titleOf = async (html: string): Promise<string | undefined> => (await read(html)).articles[0]?.title;
const dateOf = async (html: string): Promise<string | undefined> => (await read(html)).articles[0]?.date;

test('code keeps its lines and indentation, however the lines are marked up', async () => {
  const fence = '```\nif a:\n  b()\n```';
  await becomes({
    '<pre><code>if a:\n  b()\n</code></pre>': fence,
    '<pre>if a:<br>  b()</pre>': fence,
    '<pre><code>if a:</code><code>  b()</code></pre>': fence,
    '<pre><div>if a:</div><div>  b()</div></pre>': fence,
    '<pre><ol><li>if a:</li><li>  b()</li></ol></pre>': fence,
    '<figure class="highlight"><table><tr><td class="gutter"><pre>1\n2</pre></td><td class="code"><pre>if a:\n  b()</pre></td></tr></table></figure>':
      fence,
    '<pre><span class="lineno">1 </span>if a:\n<span class="lineno">2 </span>  b()</pre>': fence,
    '<pre><code class="language-sh">a ``` b</code></pre>': '````sh\na ``` b\n````',
  });
});

test('lists keep markers, numbers and nesting', async () => {
  await becomes({
    '<ul><li><p>甲</p></li><li><div>乙</div></li></ul>': '- 甲\n- 乙',
    '<ol start="3"><li>甲</li><li value="7">乙</li><li>丙</li></ol>': '3. 甲\n7. 乙\n8. 丙',
    '<ol><li>甲<ul><li>子</li></ul></li><li>乙</li></ol>': '1. 甲\n   - 子\n2. 乙',
    '<ul><li>甲</li><ul><li>子</li></ul></ul>': '- 甲\n  - 子',
    '<ul><li><input type="checkbox" checked>甲</li></ul>': '- [x] 甲',
  });
});

test('a table row is a row, whatever its cells hold', async () => {
  await becomes({
    '<table><tr><th><p>房</p></th><th><p>层</p></th></tr><tr><td><p>大</p><p>小</p></td><td><ul><li>一</li><li>二</li></ul></td></tr></table>':
      '| 房 | 层 |\n| --- | --- |\n| 大 小 | 一； 二 |',
    '<table><tr><td rowspan="2">甲</td><td>a|b||c</td></tr><tr><td>乙</td></tr></table>':
      '| 甲 | a\\|b\\|\\|c |\n| --- | --- |\n| 甲 | 乙 |',
    '<table><tr><td>整页<table><tr><td>里面</td></tr></table></td></tr></table>': '整页\n\n里面',
  });
});

test('struck, raised and lowered text, ruby and formulas keep their meaning', async () => {
  await becomes({
    '<p>价 <del>99 元</del> <s>旧</s></p>': '价 ~~99 元~~ ~~旧~~',
    '<p>10<sup>−6</sup> m<sup>2</sup>，H<sub>2</sub>O，a<sub>max</sub>，2<sup>x</sup></p>':
      '10⁻⁶ m²，H₂O，a_(max)，2^(x)',
    '<p><ruby>饺<rp>(</rp><rt>jiǎo</rt><rp>)</rp>子<rt>zi</rt></ruby></p>': '饺(jiǎo)子(zi)',
    '<p>力<span class="katex"><span class="katex-mathml"><math><semantics><mi>F</mi><annotation encoding="application/x-tex">F_a</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">Fa</span></span>。</p>':
      '力$F_a$。',
    '<p>长<math alttext="l^2"><mi>l</mi></math></p>': '长$l^2$',
  });
});

test('bold next to Chinese punctuation is still bold in Markdown', async () => {
  await becomes({
    '<p><b>注意：</b>请排队</p>': '**注意**：请排队',
    '<p>见<b>《规定》</b>吧</p>': '见《**规定**》吧',
    '<p><b>甲</b><b>乙</b></p>': '**甲乙**',
  });
});

test('brackets with numbers go only where they are marks of notes', async () => {
  await becomes({
    '<p>用 week[5] 和 <code>a[0]</code><sup class="reference"><a href="#c">[1]</a></sup></p>':
      '用 week[5] 和 `a[0]`',
    '<h2>沿革[编辑]</h2><p>正文<sup><a href="#fn1">2</a></sup></p>': '## 沿革\n\n正文',
  });
});

test('what is hidden, pressed or walked through stays out; a form around text does not take it along', async () => {
  await becomes({
    '<p>电话 1</p><div style="display:none">内线 2</div><p hidden>草稿</p>': '电话 1',
    '<p>甲</p><form><h2>材料</h2><p>证件。</p><input><select><option>选</option></select><button>提交</button></form>':
      '甲\n\n## 材料\n\n证件。',
    '<nav>菜单</nav><div role="navigation">导航</div><p>正文。</p><script>x()</script>': '正文。',
  });
});

test('questions that unfold are headings below the open one, terms are bold', async () => {
  await becomes({
    '<h2>票</h2><details><summary><b>丢了怎么办</b></summary><p>补。</p></details><details><summary>能退吗</summary>能。</details>':
      '## 票\n\n### 丢了怎么办\n\n补。\n\n### 能退吗\n\n能。',
    '<dl><dt>--all</dt><dd>全部。</dd></dl>': '**--all**\n\n全部。',
    '<figure><img src="http://a.example/x.png"><figcaption>图一</figcaption></figure>':
      '![图一](http://a.example/x.png)',
  });
});

test('a line that is bold as a whole stays so, a caption or the name of a language does not', async () => {
  await becomes({
    '<p><strong>交通</strong></p><p>坐车。</p>': '**交通**\n\n坐车。',
    '<h2>入场</h2><p><strong>注意</strong></p><p>安检。</p><h2>离场</h2><p>走东门。</p>':
      '## 入场\n\n**注意**\n\n安检。\n\n## 离场\n\n走东门。',
    '<p><b>能退吗？</b></p><p>能。</p>': '**能退吗？**\n\n能。',
    '<p><strong>EN</strong></p><p>字。</p><p><b>（资料图）</b></p>': 'EN\n\n字。\n\n（资料图）',
  });
});

test('the title is the article’s, not the site’s', async () => {
  const text = '<p>图书馆周三起晚九点闭馆。</p>';
  for (const html of [
    `<title>关于班车的通知-行政处</title><h1>行政处</h1><h2>关于班车的通知</h2>${text}`,
    `<title>关于班车的通知_新城网</title><h1>新闻</h1>${text}`,
    `<meta property="og:site_name" content="新城"><title>关于班车的通知 - 新城</title>${text}`,
    `<meta property="og:title" content="关于班车的通知"><title></title>${text}`,
    `<h1>关于班车的通知</h1>${text}`,
    `<title>(2 封私信) 关于班车的通知 - 某乎</title><h1>关于班车的通知</h1>${text}`,
    `<title>新城市政府门户网站 关于班车的通知</title><h1>新城市政府门户网站</h1>${text}`,
    `<meta name="ArticleTitle" content="关于班车的通知"><title>通知公告 新城</title>${text}`,
    `<title>关于班车的通知 | 新城</title><h1>关于班车的通知 <a class="header-anchor" href="#x">\u200b</a></h1>${text}`,
    `<title>start:班车 [新城]</title><div class="dokuwiki"><div class="page"><h1>关于班车的通知</h1>${text}</div></div>`,
  ])
    assert.equal(await titleOf(html), '关于班车的通知', html);
  assert.equal(await titleOf(text), 'page');
});

test('the day comes from the head or from a line of its own, never from the prose or a heading', async () => {
  for (const html of [
    '<meta name="PubDate" content="2024-03-05 09:30"><p>正文。</p>',
    '<meta property="article:published_time" content="2024-03-05T01:00:00Z"><p>正文。</p>',
    '<script type="application/ld+json">{"datePublished": "2024-03-05"}</script><p>正文。</p>',
    '<h1>题</h1><p>发布时间：2024-03-05 09:30　来源：行政部　浏览次数：12</p><p>正文。</p>',
    '<h1>题</h1><div><span>新城日报</span> <span>2024年3月5日 09:30</span></div><p>正文。</p>',
    '<h1>题</h1><p>发布日期：2024年3月5日 星期二 作者：张三 分类：财务 点击数：33</p><p>正文。</p>',
    '<h1>题</h1><div>posted @ <span>2024-03-05 10:11</span> 阅读(<span>300</span>) 评论(0) 编辑</div><p>正文。</p>',
    '<h1>题</h1><div class="post-meta"><time>2024-03-05</time><span>2 min read</span></div><p>正文。</p>',
    '<h1>题</h1><p>正文。</p><div id="footer"><ul><li id="footer-info-lastmod">本页面最后修订于2024年3月5日 (星期二) 10:00。</li></ul></div>',
    '<h1>题</h1><p>发表于 <time datetime="2024-03-05">三月</time></p><p>正文。</p>',
  ]) {
    assert.equal(await dateOf(html), '2024-03-05', html);
    assert.doesNotMatch((await read(html)).articles[0]?.body ?? '', /2024/, html);
  }
  assert.equal(
    await bodyOf('<p>2024年3月5日 9:00 签到</p><p>2024年3月5日 10:00 开会</p>'),
    '2024年3月5日 9:00 签到\n\n2024年3月5日 10:00 开会',
  );
  const page = (await read('<h1>日志</h1><h2>2024.01.06</h2><p>报警。</p><p>时间：2024年5月1日</p>'))
    .articles[0];
  assert.deepEqual([page?.date, page?.body], [undefined, '## 2024.01.06\n\n报警。\n\n时间：2024年5月1日']);
});

test('numbers, buttons and labels around code are not code', async () => {
  const fence = '```\na\nb\n```';
  await becomes({
    '<div class="highlight"><table><tr><td><pre><span class="lnt">1\n</span><span class="lnt">2\n</span></pre></td><td><pre><code>a\nb\n</code></pre></td></tr></table></div>':
      fence,
    '<pre><span><span style="user-select:none;color:#777">1</span>a\n</span><span><span style="user-select:none">2</span>b\n</span></pre>':
      fence,
    '<pre><span style="color:teal"> 1</span> a\n<span style="color:teal"> 2</span> b</pre>': fence,
    '<pre><code>a\nb</code><div class="hljs-button">复制</div><ul class="pre-numbering"><li>1</li><li>2</li></ul></pre>':
      fence,
    '<div class="language-sh"><button class="copy"></button><span class="lang">sh</span><pre><code>a\nb</code></pre></div>':
      '```sh\na\nb\n```',
    '<pre>1 苹果\n2 梨</pre>': '```\n1 苹果\n2 梨\n```',
    '<p>用<code>a<b>b</b></code></p>': '用`ab`',
  });
});

test('a note stands where the page has it, tied to its mark', async () => {
  const word =
    '<p>含税<a href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]</span></a>。</p>';
  await becomes({
    '<p>两天<sup id="r1"><a href="#n1">1</a></sup>。</p><ol><li id="n1"><p>不含周末。<a href="#r1">↩</a></p></li></ol>':
      '两天[^1]。\n\n[^1]: 不含周末。',
    [`${word}<div><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a>百分之六。</p></div>`]:
      '含税[^1]。\n\n[^1]: 百分之六。',
  });
});

test('rows of a name and its value are a list; a line across a table stands above it', async () => {
  await becomes({
    '<table><tr><th>房号</th><td>302</td></tr><tr><th>电话：</th><td><p>8001</p><p>8002</p></td></tr></table>':
      '- **房号**：302\n- **电话**：8001 8002',
    '<table><tr><th colspan="2">收费表</th></tr><tr><td>项目</td><td>元</td></tr><tr><td>补卡</td><td>20</td></tr></table>':
      '收费表\n\n| 项目 | 元 |\n| --- | --- |\n| 补卡 | 20 |',
  });
});

test('lists of Word and of tasks are lists', async () => {
  const item = (level: number, mark: string, text: string): string =>
    `<p class=MsoListParagraph style='margin-left:21pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${mark}<span>&nbsp;</span></span><![endif]>${text}</p>`;
  await becomes({
    [item(1, '2.', '登记') + item(2, 'l', '证件') + item(1, '3.', '领卡')]: '2. 登记\n   - 证件\n3. 领卡',
    '<ul class="inline-task-list"><li class="checked"><span>关灯</span></li><li>锁门</li></ul>':
      '- [x] 关灯\n- [ ] 锁门',
  });
});

test('a formula stays whatever has drawn it', async () => {
  await becomes({
    '<p>长<mjx-container class="MathJax"><mjx-math aria-hidden="true"><mjx-mi>a</mjx-mi></mjx-math><mjx-assistive-mml><math><mi>a</mi></math></mjx-assistive-mml></mjx-container>。</p>':
      '长$a$。',
    '<p>长<span class="MathJax_Preview">a</span><span class="MathJax"><math><mi>a</mi></math></span><script type="math/tex">a_1</script>。</p>':
      '长$a_1$。',
    '<p>长<span class="ztext-math" data-tex="a^2"><span class="MathJax_SVG"><svg></svg></span></span>。</p>':
      '长$a^2$。',
  });
});

test('what a reader can unfold is text', async () => {
  await becomes({
    '<h2>甲</h2><section hidden="until-found"><p>一。</p></section>': '## 甲\n\n一。',
    '<div role="tabpanel"><p>一。</p></div><div role="tabpanel" hidden><p>二。</p></div>': '一。\n\n二。',
  });
});

test('menus of links, neighbours and the foot of a site stay out; text beside them does not', async () => {
  const text = '<p>值班电话八点到十八点有人接听，夜间请留言，次日上午回复。</p>';
  const page = await read(
    `<title>值班</title><body><div class="topnav"><ul><li><a href="/">首页</a></li><li><a href="/b">机构</a></li></ul></div><div><h1>值班</h1>${text}<div><p>上一篇：<a href="x">水费</a></p><p>责任编辑：小王</p></div></div><div><p>Copyright © 2024 某局</p><p>某ICP备12345678号</p></div>`,
  );
  assert.equal(page.articles[0]?.body, '值班电话八点到十八点有人接听，夜间请留言，次日上午回复。');
  assert.match(page.notes.join(), /left out, as not of the article: .*Copyright/);
  const links = '<ul><li><a href="https://a.example/1">报销表的样本</a></li></ul>';
  assert.match((await bodyOf(`<div class="with-sidebar">${links}</div>`)) ?? '', /报销表的样本/);
  await becomes({
    '<p>网站要办 ICP 备案。</p><p>下一步：提交。</p>': '网站要办 ICP 备案。\n\n下一步：提交。',
  });
});

test('three thousand wrappers are read, three thousand other elements are refused', async () => {
  assert.equal(await bodyOf(`${'<div>'.repeat(3000)}<p>正文。</p>`), '正文。');
  const refused = await readPage('a.html', 'a', Buffer.from('<ul><li>x'.repeat(3000)));
  assert.match(typeof refused === 'string' ? refused : '', /nested more than 300 deep/);
});

test('no HTML fails, and every word that a reader sees is in the article or in the report', async () => {
  const names = [
    'p',
    'div',
    'b',
    'i',
    'a',
    'ul',
    'ol',
    'li',
    'table',
    'tr',
    'td',
    'th',
    'h2',
    'h3',
    'pre',
    'code',
    'blockquote',
    'details',
    'summary',
    'dl',
    'dt',
    'dd',
    'sup',
    'ruby',
    'rt',
    'figure',
    'figcaption',
    'section',
    'span',
    'form',
    'br',
  ];
  let count = 0;
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `<${name}>`) },
    { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `</${name}>`) },
    { weight: 3, arbitrary: fc.constantFrom('一', '[x](y)', '*', '- ', '# ', '`', '|', '&lt;', '\n') },
    { weight: 2, arbitrary: fc.constant('WORD') },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 60 }), async (pieces) => {
      count = 0;
      const html = pieces.join('').replace(/WORD/g, () => ` w${++count}w `);
      const page = await readPage('a.html', 'a', Buffer.from(`<title>题</title><div>${html}</div>`));
      if (typeof page === 'string') assert.match(page, /^no text found/);
      const text = typeof page === 'string' ? '' : [page.articles[0]?.body, ...page.notes].join('\n');
      for (let at = 1; at <= count; at++)
        assert.ok(text.includes(`w${at}w`), `w${at}w of ${html} in ${text}`);
    }),
  );
});
