// What an act would change, before it is carried out.
import type { Preview } from '../../teaching/teaching.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import { type AdminVisit, postForm, renderAdminPage, said } from './admin-layout.ts';
import type { Plan } from './gap-acts.ts';
import { gapName } from './gap-list-page.ts';
import { gapPath } from './gap-page.ts';
import { lessonMarkup } from './lesson-list.ts';

export type PreviewInput = {
  plan: Plan;
  stamp: string;
  /** Undefined for an act that changes no answer. */
  preview: Preview | undefined;
  told?: Insert;
};

export function previewPage({ plan, stamp, preview, told }: PreviewInput, visit: AdminVisit): Markup {
  const { act, gap, fields, questions, lesson, choice } = plan;
  const { t, link } = visit;
  const breaks = (preview?.cases.broken ?? 0) > 0;
  const hidden = Object.entries({ ...fields, stamp }).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  const button = markup`<p><button${breaks && markup` class="warn"`}>${t(breaks ? 'manage-write-anyway' : 'manage-write-it')}</button> <a class="quiet" href="${link({ path: gapPath(gap) })}">${t('manage-back')}</a></p>`;
  return renderAdminPage({
    visit,
    part: 'gaps',
    title: t(`manage-act-${act}`),
    here: { path: gapPath(gap, act), parameters: fields },
    body: markup`${told}
<p class="lead">${gapName(gap, t)}</p>
${choice !== undefined && markup`<p>→ <a href="${visit.articleLink(choice.place.article, choice.sectionId)}">${[choice.title, ...choice.breadcrumb].join(' › ')}</a></p>`}
${lesson?.kind === 'synonym' && markup`<p>${lessonMarkup(lesson)}</p>`}
${fields['title'] !== undefined && markup`<p>${t('manage-draft-title')}: ${said(fields['title'])}</p>`}
${questions.length > 0 && lesson?.kind !== 'synonym' && act !== 'hide' && act !== 'written' && markup`<h2>${t(act === 'write' ? 'manage-asked' : 'manage-teaches')}</h2><ul class="questions">${questions.map((question) => markup`<li>${said(question)}</li>\n`)}</ul>`}
${preview !== undefined && previewMarkup(preview, visit)}
${postForm(visit, { path: gapPath(gap, act) }, markup`${hidden}${button}`)}`,
  });
}

/** Counts only: recent questions are those of single readers. */
function previewMarkup({ recent, cases }: Preview, { t }: AdminVisit): Markup {
  return markup`<h2>${t('manage-preview')}</h2>
<p>${t('manage-preview-recent', { total: recent.of, count: recent.changed })}</p>
<p>${t('manage-preview-cases', { total: cases.of, count: cases.broken })}</p>
${cases.brokenOnes.length > 0 && markup`<div class="told bad"><strong>${t('manage-broken')}</strong><ul>${cases.brokenOnes.map((one) => markup`<li>${said(one)}</li>\n`)}</ul></div>`}`;
}
