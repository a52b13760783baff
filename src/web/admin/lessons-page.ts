// Everything that operators have taught, with what of it no longer works, and the drafts.
import type { Teaching } from '../../teaching/teaching.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import { pageOf, pager } from '../reader/article-list.ts';
import { ADMIN_PATH, type AdminVisit, postForm, renderAdminPage, said } from './admin-layout.ts';
import { lessonKey, lessonMarkup } from './lesson-list.ts';

export const LESSONS_PATH = `${ADMIN_PATH}/lessons`;
const PER_PAGE = 50;

export type Draft = { path: string; title: string };

export type LessonsPageInput = {
  teaching: Pick<Teaching, 'lessons' | 'problems'>;
  drafts: readonly Draft[];
  page?: string | undefined;
  told?: Insert;
};

export function lessonsPage({ teaching, drafts, page, told }: LessonsPageInput, visit: AdminVisit): Markup {
  const { t } = visit;
  // The newest first.
  const lessons = teaching.lessons().toSorted((a, b) => b.at.localeCompare(a.at));
  const at = pageOf(page, lessons.length, PER_PAGE);
  const shown = lessons.slice((at.page - 1) * PER_PAGE, at.page * PER_PAGE);
  const problems = teaching.problems();
  return renderAdminPage({
    visit,
    part: 'lessons',
    title: t('manage-lessons'),
    here: { path: LESSONS_PATH, parameters: { page: at.page } },
    body: markup`${told}
${problems.length > 0 && markup`<div class="told bad"><strong>${t('manage-problems')}</strong><ul>${problems.map((problem) => markup`<li>${said(problem)}</li>\n`)}</ul></div>`}
${
  shown.length === 0
    ? markup`<p class="lead">${t('manage-no-lessons')}</p>`
    : markup`<ul class="topics">${shown.map((lesson) => {
        const sure = markup`<p><input type="hidden" name="lesson" value="${lessonKey(lesson)}"><button class="warn">${t('manage-take-back-sure')}</button></p>`;
        return markup`<li>${lessonMarkup(lesson)}<small>${t(`manage-act-${lesson.kind}`)} · ${lesson.at}</small>
<details class="plain"><summary>${t('manage-take-back')}</summary>${postForm(visit, { path: `${LESSONS_PATH}/take-back` }, sure)}</details></li>\n`;
      })}</ul>`
}
${pager(at, { path: LESSONS_PATH }, visit)}
<section aria-labelledby="drafts"><h2 id="drafts">${t('manage-drafts')}</h2>
${drafts.length === 0 ? markup`<p class="lead">${t('manage-no-drafts')}</p>` : markup`<ul class="topics">${drafts.map(({ path, title }) => markup`<li>${said(title)}<small>${path}</small></li>\n`)}</ul>`}</section>`,
  });
}
