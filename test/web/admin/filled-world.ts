// A wiki whose operators have something to see: gaps of all kinds, a month of numbers, lessons, drafts and problems.
import type { Outcome } from '../../../src/insight/insight.ts';
import { gapOf, openAdminWorlds, summaryOf } from './admin-fixture.ts';

/** @returns the world, and its pages with those of the wiki, by request */
export async function filledWorld(articlesDir: string) {
  const worlds = await openAdminWorlds(articlesDir);
  const { app, wiki } = worlds.reader;
  const articles = wiki.directory.latest(0, 12).articles;
  const sections = articles.flatMap(({ articleId }) => wiki.reader.card(articleId)?.contents[1] ?? []);
  const gaps = [
    gapOf({
      id: 'gap-0',
      askers: 14,
      signals: { nothing: 9, unsure: 6, 'voted-down': 4, 'asked-again': 3, 'handed-over': 1 },
      reasons: { outdated: 2, incomplete: 1 },
      questions: ['注册商标一共要等多久', '商标注册下来要几个月', '牌子多久能注册好', '注册商标慢不慢'],
      sectionId: sections[0]?.sectionId,
      isReopened: true,
    }),
    gapOf({ id: 'gap-1', askers: 6, questions: [`${'很长的问题'.repeat(99)}？`, '<b>x</b>'] }),
    gapOf({ id: 'gap-2', askers: 5, questions: ['公积金断缴会影响买房吗', '公积金断了一个月'] }),
    gapOf({
      id: 'gap-3',
      askers: 4,
      questions: ['how do I close a company branch', 'closing a branch office'],
    }),
    gapOf({ id: 'gap-4', askers: 1, questions: [] }),
    gapOf({
      id: 'gap-closed',
      status: 'closed',
      questions: ['今天天气怎么样', '明天下雨吗'],
      closed: { by: 'out-of-scope', at: '2026-11-20T08:00:00.000Z' },
    }),
  ];
  const day = (at: number): { day: string; outcomes: Partial<Record<Outcome, number>> } => ({
    day: new Date(Date.parse('2026-11-24') - at * 86_400_000).toISOString().slice(0, 10),
    outcomes:
      at === 9
        ? {}
        : {
            found: 60 + ((at * 37) % 50),
            unsure: 9 + (at % 7),
            topics: 4 + (at % 3),
            nothing: 8 + ((at * 5) % 11),
            'small-talk': at % 6,
            failed: at === 3 ? 5 : 0,
          },
  });
  const world = worlds.open({
    gaps,
    publicUrl: 'http://127.0.0.1',
    recent: ['今天天气怎么样', '牌子多久能注册好', '公司注销要多久', '注册商标一共要等多久'],
    summary: (days) => {
      const shown = Array.from({ length: days }, (_, i) => day(days - 1 - i));
      const outcomes = { ...summaryOf().outcomes };
      for (const one of shown)
        for (const [name, count] of Object.entries(one.outcomes)) outcomes[name as Outcome] += count; // entries() forgets the keys' type
      const questions = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
      return summaryOf({
        days: shown,
        questions,
        outcomes,
        answered: outcomes.found / Math.max(1, questions - outcomes['small-talk'] - outcomes.failed),
        medianMs: 38,
        p95Ms: 164,
        topics: articles.slice(0, 10).map(({ articleId }, i) => ({ articleId, count: 90 - i * 7 })),
        sections: sections.slice(0, 9).map(({ sectionId }, i) => ({ sectionId, count: 40 - i * 3 })),
        worst: sections.slice(3, 6).map(({ sectionId }, i) => ({ sectionId, down: 6 - i, up: i })),
        votes: { up: 64, down: 11 },
        languages: [
          { language: 'zh-hans', count: 700 },
          { language: 'zh-hant', count: 80 },
          { language: 'en', count: 41 },
        ],
        channels: { private: 520, group: 190, inline: 30, guest: 4, page: 77 },
        chats: 57,
      });
    },
  });
  await world.teaching.apply({ kind: 'out-of-scope', questions: ['今天天气怎么样', '明天下雨吗'] });
  await world.teaching.apply({ kind: 'synonym', word: '牌子', means: '商标' });
  await world.teaching.draft('gap-2', '公积金断缴', ['公积金断缴会影响买房吗']);
  world.teaching.problems = () => ['wenda/aliases.jsonl:3: the article guquan-jiangli is gone'];
  world.teaching.breaks = ['注册一件商标要多久'];
  const fetchPage = async (request: Request): Promise<Response> =>
    (await world.pages(request)) ?? app.fetch(request);
  return { world, fetchPage };
}
