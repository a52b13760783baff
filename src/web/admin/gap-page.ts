// One gap: what was asked, what was shown, and what can be done about it.
import type { ArticleReader } from '../../answer/article-reader.ts';
import type { Gap, Gaps } from '../../insight/insight.ts';
import type { SectionChoice, Teaching } from '../../teaching/teaching.ts';
import { type Insert, markup, type Markup } from '../markup.ts';
import { type AdminVisit, getForm, postForm, renderAdminPage, said } from './admin-layout.ts';
import { type Act, MAX_CHOICES, MAX_FIELD } from './gap-acts.ts';
import { GAPS_PATH, gapMeta, gapName } from './gap-list-page.ts';
import { lessonMarkup, lessonsThatClosed } from './lesson-list.ts';
import { sectionLink } from './section-link.ts';

export type GapPageInput = {
  gap: Gap;
  gaps: Gaps;
  teaching: Teaching;
  reader: ArticleReader;
  /** What sections are searched for; the nearest question by default. */
  words: string | undefined;
  /** What was done or went wrong, to be told above everything. */
  told?: Insert;
};

export function gapPath(gap: Gap, act?: Act | 'undo'): string {
  return `${GAPS_PATH}/${gap.id}${act === undefined ? '' : `/${act}`}`;
}

export async function gapPage(input: GapPageInput, visit: AdminVisit): Promise<Markup> {
  const { gap, gaps, reader, told } = input;
  const { t } = visit;
  const questions = gap.questions.length === 0 ? [] : gaps.questionsOf(gap.id);
  const shown = gap.sectionId === undefined ? undefined : sectionLink(gap.sectionId, reader, visit);
  return renderAdminPage({
    visit,
    part: 'gaps',
    title: t('manage-gaps'),
    here: { path: gapPath(gap) },
    body: markup`${told}
<h2>${gapName(gap, t)}</h2>
<p class="meta">${gapMeta(gap, t)} · ${t('manage-first-asked', { date: gap.firstAt.slice(0, 10) })}</p>
${closedMarkup(gap, visit)}
${questions.length > 0 && markup`<h3>${t('manage-asked')}</h3>\n<ul class="questions">${questions.map((question) => markup`<li>${said(question)}</li>\n`)}</ul>`}
${shown !== undefined && markup`<p>${t('manage-shown')}: ${shown}</p>`}
${gap.status === 'open' ? await actForms(input, questions, visit) : undoForm(input, visit)}`,
  });
}

/** How it was closed, unless that was taken back. */
function closedMarkup({ status, closed, isReopened }: Gap, { t }: AdminVisit): Insert {
  if (closed === undefined || (status === 'open' && !isReopened)) return '';
  const how = { date: closed.at.slice(0, 10), reason: t(`closed-by-${closed.by}`) };
  return markup`<p class="meta">${t(status === 'open' ? 'gap-again' : 'gap-closed', how)}</p>`;
}

async function actForms(
  { gap, teaching, words }: GapPageInput,
  questions: readonly string[],
  visit: AdminVisit,
): Promise<Markup> {
  const { t } = visit;
  const [nearest] = questions;
  if (nearest === undefined) return markup`<h2>${t('manage-close')}</h2>${actForm('hide', '')}`;
  const asked = words ?? nearest.slice(0, MAX_FIELD);
  const choices = await teaching.sectionsFor(asked, MAX_CHOICES);
  return markup`<h2>${t('manage-close')}</h2>
<details open><summary>${t('manage-act-belongs')}</summary>
<p class="meta">${t('manage-act-belongs-hint')}</p>
${choices.length === 0 ? markup`<p>${t('manage-no-section')}</p>` : markup`<ul class="passages">${choices.map((choice) => markup`<li>${choiceMarkup(choice, asked, gap, visit)}</li>\n`)}</ul>`}
${getForm(visit, gapPath(gap), markup`${textField('words', t('manage-search-section'), asked)}<p><button class="quiet">${t('manage-find')}</button></p>`)}
</details>
${actForm('synonym', markup`${textField('word', t('manage-word'))}${textField('means', t('manage-means'))}`)}
${actForm('write', textField('title', t('manage-draft-title'), nearest.slice(0, MAX_FIELD)))}
${actForm('out-of-scope', '')}
${actForm('hide', '')}`;

  function actForm(act: 'synonym' | 'write' | 'out-of-scope' | 'hide', fields: Insert): Markup {
    const written =
      act === 'write' &&
      getForm(
        visit,
        gapPath(gap, 'written'),
        markup`<p><button class="quiet">${t('manage-act-written')}</button></p>`,
      );
    return markup`<details><summary>${t(`manage-act-${act}`)}</summary>
<p class="meta">${t(`manage-act-${act}-hint`)}</p>
${getForm(visit, gapPath(gap, act), markup`${fields}<p><button>${t('manage-preview')}</button></p>`)}
${written}</details>`;
  }
}

function choiceMarkup(
  choice: SectionChoice,
  words: string,
  gap: Gap,
  { t, link, articleLink }: AdminVisit,
): Markup {
  const { title, breadcrumb, excerpt, sectionId, place } = choice;
  const preview = link({ path: gapPath(gap, 'belongs'), parameters: { words, to: sectionId } });
  return markup`<h3><a href="${articleLink(place.article, sectionId)}">${[title, ...breadcrumb].join(' › ')}</a></h3>
<div class="brief"><blockquote>${excerpt}</blockquote></div>
<p><a class="quiet" href="${preview}">${t('manage-preview')}</a></p>`;
}

function textField(name: string, label: string, value = ''): Markup {
  return markup`<label>${label}<input name="${name}" value="${value}" maxlength="${MAX_FIELD}" required autocomplete="off"></label>\n`;
}

function undoForm({ gap, gaps, teaching }: GapPageInput, visit: AdminVisit): Markup {
  const { t } = visit;
  const lessons = lessonsThatClosed(gap, gaps, teaching);
  return markup`${lessons.length > 0 && markup`<h3>${t('manage-undo-lessons')}</h3><ul>${lessons.map((lesson) => markup`<li>${lessonMarkup(lesson)}</li>\n`)}</ul>`}
${gap.status === 'closed' && gap.closed?.by === 'synonym' && markup`<p class="meta">${t('manage-undo-synonym')}</p>`}
${postForm(visit, { path: gapPath(gap, 'undo') }, markup`<p><button>${t('manage-undo')}</button></p>`)}`;
}
