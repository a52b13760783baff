import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { test } from 'node:test';
import type { Answer, AnswerPassage, FoundAnswer, UnsureAnswer } from '../../src/answer/answer.ts';
import type { Links } from '../../src/answer/links.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { renderAnswerText } from '../../src/terminal/render-answer.ts';
import { shapedOf } from '../support/shaped.ts';

const t = translateTo(createTranslations(), 'zh-hans');
const links: Pick<Links, 'resolve'> = {
  resolve: (_from, href) => {
    if (/^(?:https?|mailto):/.test(href)) return { kind: 'web', href };
    const article = { articleId: 'b', slug: 'b', title: '访客登记' };
    return href === 'b.md' ? { kind: 'article', article } : undefined;
  },
};

/** The excerpt of an answer with this Markdown. */
function shown(markdown: string, colour = false): string {
  const main = passage(markdown);
  // The scores are not shown.
  const answer = {
    kind: 'found',
    question: 'q',
    confidence: 1,
    main,
    next: [],
    related: [],
  } as unknown as FoundAnswer;
  return renderAnswerText(answer, { t, colour, links }).split('\n')[2] ?? '';
}

function passage(markdown: string): AnswerPassage {
  const { text, spans } = shapedOf(markdown);
  const sentence = { text, spans, best: true, marks: [], gapBefore: false };
  const article = { articleId: 'a', slug: 'a', title: '题', date: '2026-01-01', views: 0 };
  return {
    ref: { sectionId: 's', ordinal: 0 },
    article,
    headingPath: [],
    breadcrumb: [],
    excerpt: { sentences: [sentence], gapAfter: false },
  };
}

test('a passage that may not answer has its date as well', () => {
  // The scores are not shown.
  const answer = {
    kind: 'unsure',
    question: 'q',
    confidence: 0.4,
    closest: passage('押金十元。'),
    next: [],
    topics: [{ articleId: 'b', slug: 'b', title: '访客登记' }],
  } as unknown as UnsureAnswer;
  assert.equal(
    renderAnswerText(answer, { t, colour: false }),
    [
      ...['没有找到有把握的答案，最接近的是这一段：', '', '题', '', '押金十元。', '', '2026-01-01'],
      ...['', '最接近的专题：', '• 访客登记'],
    ].join('\n'),
  );
});

test('addresses stand behind the words of their links, once', () => {
  assert.equal(
    shown('见[说明](https://example.com/a)，写信给[前台](mailto:a@example.com)。'),
    '见说明（https://example.com/a），写信给前台（a@example.com）。',
  );
  assert.equal(shown('See [the manual](https://example.com/a).'), 'See the manual (https://example.com/a).');
  assert.equal(
    shown('见 <https://example.com/a> 和 [example.com](https://example.com/)'),
    '见 https://example.com/a 和 example.com',
  );
  assert.equal(shown('![外网图](https://example.com/a.png)'), '外网图（https://example.com/a.png）');
});

test('an address is shown in letters, and leads where it did', () => {
  assert.equal(
    shown('在[厦门](https://zh.example.org/wiki/%E5%8E%A6%E9%97%A8?a=%20b%2Fc#%E6%B0%94%E5%80%99)。'),
    '在厦门（https://zh.example.org/wiki/厦门?a=%20b%2Fc#气候）。',
  );
  // A full stop or a bracket of Chinese would seem to end it, and some bytes are no letters.
  for (const path of ['%E3%80%82', '%EF%BC%88', '%FF%FE', '%C2%A0', '%E5%8E%A6%E3%80%82'])
    assert.equal(shown(`[x](https://a.example/${path})`), `x (https://a.example/${path})`);
});

test('a link to an article names it, and one that leads nowhere is words', () => {
  assert.equal(
    shown('先[登记](b.md)，见[访客登记](b.md)和[别处](c.md)。'),
    '先登记（→ 访客登记），见访客登记和别处。',
  );
});

test('in colours the sentence that answers is bold, and nothing else is', () => {
  assert.equal(shown('押金**二十**元', true), '\u001b[1m押金二十元\u001b[22m');
});

test('struck text is struck, with colours and without', () => {
  assert.equal(shown('押金~~二十**元**~~十元'), '押金~~二十元~~十元');
  const styled = shown('押金~~二十~~十元', true);
  assert.equal(stripVTControlCharacters(styled), '押金二十十元');
  assert.ok(styled.includes('\u001b[9m二十'), JSON.stringify(styled));
});

test('several answers are numbered, and what was read of a long message is said first', () => {
  const answer: Answer = {
    kind: 'parts',
    question: '雨伞怎么借，几天要还',
    readAs: '几天要还',
    confidence: 0.1,
    parts: [
      {
        kind: 'topics',
        question: '雨伞怎么借',
        confidence: 0.2,
        topics: [{ articleId: 'u', slug: 'u', title: '雨伞' }],
      },
      { kind: 'nothing', question: '几天要还', confidence: 0.1, reason: 'no-match' },
    ],
  };
  assert.equal(
    renderAnswerText(answer, { t, colour: false }),
    [
      '问题较长，主要按这几句查找：“几天要还”',
      '',
      '1. 雨伞怎么借',
      '没有哪一段能直接回答，不过有这些标题相符的专题：',
      '• 雨伞',
      '',
      '2. 几天要还',
      '这里的专题没有讲到这个问题。换个说法，或者换个问题试试。',
    ].join('\n'),
  );
});

test('where there is no answer, the contact is named', () => {
  const answer: Answer = { kind: 'nothing', question: '红烧肉', confidence: 0, reason: 'no-match' };
  const contact = { label: '小李', url: 'https://t.me/example', address: 'https://t.me/example' };
  const text = renderAnswerText(answer, { t, colour: false, contact });
  assert.equal(text, `${t('nothing')}\n${t('contact-write', { contact: '小李 https://t.me/example' })}`);
});
