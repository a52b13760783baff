import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Article } from '../../src/corpus/article.ts';
import { readCorpus } from '../../src/corpus/read-corpus.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { REAL_PAGE, SAMPLE_ARTICLES } from '../support/project.ts';

const { articles, problems } = await readCorpus(SAMPLE_ARTICLES);
const partsOf = (article: Article): Map<string, number> => {
  const parts = new Map<string, number>();
  for (const { headingPath } of article.sections)
    parts.set(headingPath[0] ?? '', (parts.get(headingPath[0] ?? '') ?? 0) + 1);
  return parts;
};

test('the sample corpus has at least 32 articles and no problem, not even a warning', () => {
  assert.ok(articles.length >= 32, String(articles.length));
  assert.deepEqual(problems, []);
});

test('every sample article has a brief part of 2–4 sections and a detailed one of 3–7, 120–400 characters each', () => {
  for (const article of articles) {
    const [brief = 0, detail = 0, ...more] = partsOf(article).values();
    assert.ok(brief >= 2 && brief <= 4 && detail >= 3 && detail <= 7 && more.length === 0, article.slug);
    for (const { headingPath, text } of article.sections) {
      assert.equal(headingPath.length, 2, article.slug);
      assert.ok(
        text.length >= 120 && text.length <= 400,
        `${article.slug} › ${headingPath.join(' › ')}: ${text.length}`,
      );
    }
  }
});

test('three sample articles or more are English, two or more are in Traditional Chinese', () => {
  const english = articles.filter(({ title }) => !/\p{Script=Han}/u.test(title));
  const traditional = articles.filter(({ sections }) => sections[0]?.headingPath[0] === '基本釋義');
  assert.ok(english.length >= 3);
  assert.ok(traditional.length >= 2);
});

test('views start at 0, except for the five topics of the imported page', () => {
  assert.equal(articles.filter(({ views }) => views > 0).length, 5);
});

test(
  'no sentence of the real page is in the sample corpus',
  { skip: existsSync(REAL_PAGE) ? false : 'the real page is missing' },
  () => {
    const strip = (text: string): string => normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
    const page = readFileSync(REAL_PAGE, 'utf8');
    const sentences = splitSentences(page)
      .map(({ start, end }) => strip(page.slice(start, end)))
      .filter((text) => text.length >= 12);
    assert.ok(sentences.length > 200);
    const corpus = articles
      .map(({ sections }) => sections.map(({ text }) => strip(text)).join('\n'))
      .join('\n');
    assert.deepEqual(
      sentences.filter((sentence) => corpus.includes(sentence)),
      [],
    );
  },
);
