// Footnotes of a page as Markdown's: a raised mark that leads to a note on the page, and the note where it stands.
import { decoded } from '../../../text/decoded.ts';
import { type Dom, type DomElement, rawMarkdown, rename, unwrap } from './dom.ts';

const MARK = /^\[?(?:\d{1,3}|[a-z*†‡])\]?$/i;
/** `[1]`, `^`, `↩`: the way back. */
const BACK = /^(?:\[?\w{1,3}\]?|\W{1,2})$/;
/** A wiki's list of sources is a section of its own: hundreds of them would stand among the text otherwise. */
const SOURCES = '.reference,.references';

/** Rewrites all marks that have a note; other marks stay as they are. */
export function footnotes(dom: Dom): void {
  const notes = new Map<DomElement, number>();
  for (const link of dom.querySelectorAll('a[href^="#"]')) {
    const isRaised = link.querySelector('sup,[class*=FootnoteRef],[class*=EndnoteRef]') !== null;
    const mark = link.closest('sup') ?? (isRaised ? link : null);
    if (mark?.matches(SOURCES) !== false || !MARK.test(mark.textContent.trim())) continue;
    const id = JSON.stringify(decoded(link.getAttribute('href')?.slice(1) ?? ''));
    const note = dom.querySelector(`[id=${id}],[name=${id}]`)?.closest('li,dd,p,div') ?? null;
    if (note?.closest(SOURCES) !== null || mark.closest('li,dd,p,div') === note) continue;
    const number = notes.get(note) ?? notes.size + 1;
    notes.set(note, number);
    mark.replaceWith(rawMarkdown(dom, `[^${number}]`));
  }
  for (const [note, number] of notes) {
    for (const link of note.querySelectorAll('a[href^="#"]'))
      if (BACK.test(link.textContent.trim())) link.remove();
    for (const block of note.querySelectorAll('p,div')) unwrap(block);
    const list = note.closest('ol,ul');
    const text = [...note.childNodes];
    rename(dom, note, 'p').append(rawMarkdown(dom, `[^${number}]:`), ' ', ...text);
    if (list !== null) rename(dom, list, 'div');
  }
}
