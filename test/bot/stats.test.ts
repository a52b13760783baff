// `/admin stats`: a picture with a caption for operators, and nothing for others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../src/answer/answer.ts';
import { namesIn } from '../../src/bot/names.ts';
import { createStatsFeature } from '../../src/bot/features/stats.ts';
import { renderStats } from '../../src/bot/render/stats-reply.ts';
import { decodeStats, encodeStats } from '../../src/bot/stats-callback.ts';
import { decodeCallback } from '../../src/bot/callback-data.ts';
import { DAYS_SCHEMA } from '../../src/insight/days.ts';
import type { Summary } from '../../src/insight/insight.ts';
import { createNumbers } from '../../src/insight/numbers.ts';
import { createTranslations, LANGUAGES, translateTo } from '../../src/locales/translations.ts';
import { createTables } from '../../src/storage/tables.ts';
import { found, nothing, unsure } from '../insight/made-answers.ts';
import { type Act, only } from '../support/acts.ts';
import { startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { OTHER } from '../support/people.ts';
import { anyCharacter, fc } from '../support/property.ts';

const engine = await openHashingEngine();
const NOW = Date.parse('2026-11-24T12:00:00Z');
const DAY = 86_400_000;
const article = engine.index.catalogue.bySlug('qinghe-shangshi');
const articleId = article?.id ?? '';
const sectionId = article?.sections[1]?.id ?? '';

function started(operators: number[], language = 'zh-hans') {
  const numbers = createNumbers({
    ...{ tables: createTables(DAYS_SCHEMA).tables, timeZone: 'UTC', now: () => NOW, later: () => undefined },
    pseudonymOf: (text) => text,
  });
  const { wiki } = engine;
  const stats = createStatsFeature({ operators: new Set(operators), numbers, names: namesIn(wiki) });
  const dialogue = startDialogue(engine, {
    language,
    extensions: { features: [stats] },
    refusals: ['Bad Request: message is not modified'],
  });
  const ask = (answer: Answer, daysAgo = 0): void => {
    const at = NOW - daysAgo * DAY;
    numbers.observe({
      kind: 'asked',
      answer,
      language: 'zh-hans',
      tookMs: 120,
      channel: 'private',
      asker: '7',
      chat: '7',
      at,
    });
  };
  return { ...dialogue, numbers, ask };
}

/** The caption and buttons of a picture among some acts. */
function pictured(acts: readonly Act[], method: string): { caption: string; buttons: string[] } {
  const act = acts.find((one) => one.did === 'called' && one.method === method);
  assert.ok(act?.did === 'called', JSON.stringify(acts));
  const media = act.payload['media'];
  const caption = act.payload['caption'] ?? (JSON.parse(String(media)) as { caption: string }).caption;
  const markup = act.payload['reply_markup'];
  const keyboard = (typeof markup === 'string' ? JSON.parse(markup) : markup) as {
    inline_keyboard: { text: string }[][];
  }; // as sent
  return {
    caption: typeof caption === 'string' ? caption : '',
    buttons: keyboard.inline_keyboard.flat().map(({ text }) => text),
  };
}

test('an operator gets the week as a picture whose caption says it in words', async () => {
  const { say, ask, numbers } = started([7]);
  for (let time = 0; time < 3; time++) ask(found(articleId, sectionId), 1);
  ask(unsure(articleId, sectionId));
  ask(nothing('no-match'));
  numbers.observe({
    ...{
      kind: 'voted',
      vote: 'down',
      question: '',
      sectionId,
      channel: 'private',
      asker: '7',
      chat: '7',
      at: NOW,
    },
  });
  const { caption, buttons } = pictured(await say('/admin stats'), 'sendPhoto');
  // A form breaks lines in its own way.
  assert.deepEqual(caption.split(/\r?\n/), [
    '<b>统计 · 近 7 天（11-18 至 11-24）</b>',
    '共 5 个问题 · 60% 找到答案',
    '🟩 找到答案 3',
    '🟨 不太确定 1',
    '🟧 没有答案 1',
    '柱子是每天的问题数，折线是每天找到答案的比例。',
    '用时：一半在 125 毫秒以内，95% 在 148 毫秒以内',
    '',
    '问得最多：青禾科技何时上市 4',
    '看得最多：青禾科技何时上市 › 发行价格 3',
    '评价：👍 0 · 👎 1',
    '👎 最多：青禾科技何时上市 › 发行价格（👎 1 👍 0）',
    '语言：简体中文 5',
    '来源：私聊 5',
    '聊天：最多的一天 1 个',
  ]);
  assert.deepEqual(buttons, ['今天', '✓ 7 天', '30 天']);
});

test('a button shows another span in place, and the same one is no error', async () => {
  const { say, press, ask } = started([7], 'en');
  ask(found(articleId, sectionId), 20);
  await say('/admin stats 1');
  const acts = await press('30 days');
  assert.equal(acts[0]?.did, 'answered a button');
  const { caption, buttons } = pictured(acts, 'editMessageMedia');
  assert.match(
    caption,
    /^<b>Numbers · the last 30 days \(10-26 to 11-24\)<\/b>\n1 question · 100 % answered\n/,
  );
  assert.deepEqual(buttons, ['Today', '7 days', '✓ 30 days']);
  await press('✓ 30 days');
  assert.match(pictured(await press('Today'), 'editMessageMedia').caption, /Nobody has asked yet\.$/);
});

test('for others there is neither the command nor the buttons', async () => {
  const { say, sayInGroup, pressData } = started([8]);
  const isSilent = (acts: readonly Act[]): boolean => !acts.some((act) => act.did === 'called');
  for (const text of ['/admin stats', '/admin stats 30', '/ADMIN STATS']) {
    const acts = await say(text);
    assert.ok(isSilent(acts), text);
    assert.doesNotMatch(only(acts).text, /统计/);
  }
  for (const days of [1, 7, 30, 400]) {
    const acts = await pressData(encodeStats(days));
    assert.deepEqual(
      acts.map((act) => act.did),
      ['answered a button'],
    );
  }
  assert.deepEqual(await sayInGroup('/admin stats', { from: OTHER }), [], 'nor in a group, for operators');
});

test('a button of another span is what was written, and nothing else is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), (days) => {
      assert.equal(decodeStats(encodeStats(days)), days);
      assert.equal(decodeCallback(encodeStats(days)), undefined);
    }),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `os:${text}`),
      ),
      (text) => {
        const days = decodeStats(text);
        assert.ok(days === undefined || encodeStats(days) === text);
      },
    ),
  );
});

test('the words fit below a picture, whatever the figures and names are', () => {
  const count = fc.integer({ min: 0, max: 50_000_000 });
  const ids = fc.array(fc.record({ id: fc.string(), count, other: count }), { maxLength: 10 });
  const i18n = createTranslations();
  fc.assert(
    fc.property(
      ...[
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(1, 7, 30),
        count,
        ids,
        fc.string({ unit: anyCharacter, maxLength: 300 }),
      ],
      ...[fc.option(fc.double({ min: 0, max: 30_000, noNaN: true }), { nil: undefined })],
      (language, span, most, all, name, ms) => {
        const outcomes = { found: most, unsure: most, topics: 1, nothing: 2, 'small-talk': most, failed: 3 };
        const summary: Summary = {
          ...{
            days: Array.from({ length: span }, () => ({ day: '2026-11-24', outcomes })),
            questions: 3 * most + 6,
          },
          ...{
            outcomes,
            answered: 0.333,
            medianMs: ms,
            p95Ms: ms,
            votes: { up: most, down: most },
            chats: most,
          },
          topics: all.map((one) => ({ articleId: one.id, count: one.count })),
          sections: all.map((one) => ({ sectionId: one.id, count: one.count })),
          worst: all.map((one) => ({ sectionId: one.id, down: one.count, up: one.other })),
          languages: all.map((one) => ({ language: one.id, count: one.count })),
          channels: { private: most, group: most, inline: most, guest: most, page: most },
        };
        const names = { topic: () => name, section: () => `${name} › ${name}` };
        const { html } = renderStats(summary, names, translateTo(i18n, language));
        const text = html.replace(/<\/?b>/g, '').replace(/&(?:lt|gt|amp|quot);/g, '&');
        assert.ok(text.length <= 1024, String(text.length));
        assert.match(html, /^<b>.*<\/b>\n/);
      },
    ),
  );
});
