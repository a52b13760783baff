// The page of a one-time link. Opening it signs nobody in: programs that preview links open them as well.
import { markup, type Markup } from '../markup.ts';
import { renderPage } from '../reader/layout.ts';
import type { PageAddress, Visit } from '../reader/visit.ts';

export function entrancePage(visit: Visit, here: PageAddress): Markup {
  const { t, link } = visit;
  return renderPage({
    visit,
    publicUrl: undefined,
    title: t('manage-title'),
    description: t('manage-title'),
    address: undefined,
    here,
    body: markup`<h1>${t('manage-title')}</h1>
<p>${t('manage-enter')}</p>
<form method="post" action="${link(here)}"><button>${t('manage-enter-button')}</button></form>`,
  });
}
