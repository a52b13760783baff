// The frame of the operators' pages: the reader's, with a row of parts below its head.
import { markup, type Insert, type Markup } from '../markup.ts';
import { renderPage } from '../reader/layout.ts';
import type { PageAddress, Visit } from '../reader/visit.ts';
import type { AdminSession } from './admin-sessions.ts';
import { FORM_TOKEN } from './own-requests.ts';

export const ADMIN_PATH = '/admin';
export const STYLE_PATH = `${ADMIN_PATH}/style.css`;

/** An operator's visit. */
export type AdminVisit = Visit & { session: AdminSession };

export type AdminPart = 'overview' | 'gaps' | 'lessons';
const PART_PATHS: Readonly<Record<AdminPart, string>> = {
  overview: ADMIN_PATH,
  gaps: `${ADMIN_PATH}/gaps`,
  lessons: `${ADMIN_PATH}/lessons`,
};

export type AdminPage = {
  visit: AdminVisit;
  part: AdminPart;
  title: string;
  /** Its own address, for the language switch. */
  here: PageAddress;
  body: Insert;
};

export function renderAdminPage({ visit, part, title, here, body }: AdminPage): Markup {
  const { t, link } = visit;
  return renderPage({
    visit,
    publicUrl: undefined,
    title: `${title} · ${t('manage-title')}`,
    description: t('manage-title'),
    address: undefined,
    here,
    stylesheet: STYLE_PATH,
    body: markup`<nav class="tabs" aria-label="${t('manage-parts')}">
${Object.entries(PART_PATHS).map(
  ([name, path]) =>
    markup`<a href="${link({ path })}"${name === part && markup` aria-current="page"`}>${t(`manage-${name as AdminPart}`)}</a>\n`, // entries() forgets the keys' type
)}${postForm(visit, { path: `${ADMIN_PATH}/leave` }, markup`<button class="quiet">${t('manage-leave')}</button>`)}
</nav>
<h1>${title}</h1>
${body}`,
  });
}

/** A form that changes something; everything in it is sent with the session's token. */
export function postForm({ link, session }: AdminVisit, to: PageAddress, fields: Insert): Markup {
  return markup`<form method="post" action="${link(to)}"><input type="hidden" name="${FORM_TOKEN}" value="${session.formToken}">${fields}</form>`;
}

/** A form that only leads to another page. */
export function getForm({ chosen }: Visit, path: string, fields: Insert): Markup {
  return markup`<form method="get" action="${path}">${chosen !== undefined && markup`<input type="hidden" name="lang" value="${chosen}">`}${fields}</form>`;
}

/** Links of which one is the current page. */
export function tabs(
  { link }: Visit,
  label: string,
  entries: readonly { text: string; to: PageAddress; isCurrent: boolean }[],
): Markup {
  return markup`<nav class="tabs" aria-label="${label}">
${entries.map(({ text, to, isCurrent }) => markup`<a href="${link(to)}"${isCurrent && markup` aria-current="page"`}>${text}</a>\n`)}</nav>`;
}

/** What a reader wrote: its direction and its marks do not reach beyond it. */
export function said(text: string): Markup {
  return markup`<bdi>${text}</bdi>`;
}
