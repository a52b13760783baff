// Later builds reuse a parsed article as long as its file and PARSER_VERSION stay the same. So the parser's results for
// these files may change only together with that number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArticle, PARSER_VERSION } from '../../src/corpus/parse-article.ts';
import { sha256 } from '../../src/system/checksum.ts';

/** Digests of each parser version's results for the files below. */
const DIGESTS: Record<number, string> = {
  3: 'db92050abea9214106bd1eae84fc72c73429847f58c3128e0321320a12eaeada',
};

/** Front matter with every key, and with some that may be added one day. */
const HEAD = `---
title: 企業 "IPO" 2024
date: 2024-05-01
views: 1200
source: https://example.org/ipo?a=1
related: [上市, 2024, "引号: 冒号"]
author: 云帆
updated: 2024-06-01
tags: [a, b]
lang: zh
aliases: 首发
description: 一句话
category: 金融
summary: 摘要
---
`;

const BODY = `
# 企業 "IPO" 2024

标题之前的文字。

## 基本释义

第一行
接着第二行, then Latin
over lines.  
硬换行之后，**粗体**、*斜体*、~~删除~~、\`代码\`、[链接](https://example.org "题")、![图](a.png)、<b>标签</b><br>和 &amp; 实体\\*。

- 一
- 二
  1. 二之一
  2. 二之二

     第二段
- [ ] 任务

3. 三
4. 四

| 列 | 值 |
| --- | ---: |
| 甲 | 1 |
| 乙 \\| 丙 | **2** |

> 引文
> > 引文中的引文

\`\`\`js
const a = 1;

const b = 2;
\`\`\`

    缩进的代码

<div>块<script>alert(1)</script><!-- 注释 --></div>

***

脚注[^1]，公式 $a^2$，自动 https://example.org 与 <https://example.org>。

[^1]: 脚注的文字

### 重复

甲

### 重复

乙

#### 空标题

详细释义
========

Setext 之下
---------

最后的文字。
`;

const FILES = {
  'good.md': HEAD + BODY,
  'bom.md': `\uFEFF${HEAD}${BODY}`.replaceAll('\n', '\r\n'),
  'no-front-matter.md': BODY,
  'not-closed.md': '---\ntitle: a\n',
  'bad-yaml.md': '---\ntitle: [a\n---\n\n## 一\n\n文字\n',
  'bad-values.md':
    '---\ntitle: {a: 1}\ndate: 2024-02-30\nviews: -1\nsource: ftp://a\nrelated: a\n---\n\n只有文字\n',
  'bad-related.md':
    '---\ntitle: a\ndate: 2024-01-01\nviews:\nrelated: [a, a, [b], ""]\n---\n\n## 一\n\n文字\n',
  'empty.md': '',
};

test('the parser’s results change only together with PARSER_VERSION', () => {
  const parsed = Object.entries(FILES).map(([file, text]) => parseArticle(file, file.slice(0, -3), text));
  const digest = sha256(Buffer.from(JSON.stringify(parsed)));
  assert.equal(
    digest,
    DIGESTS[PARSER_VERSION],
    'the parsed form has changed: increase PARSER_VERSION, and write its digest here',
  );
});
