// Remarks with a label: callouts of Obsidian and GitHub, containers of VitePress and Docusaurus, admonitions of MkDocs.

export type Callout = { label: string; /** Folded, with its label as a question. */ isDetails: boolean };

/** `[!note] Title`, `[!note]- Title`: the first line of a quotation. */
const CALLOUT = /^\[!([\w-]+)\][+-]?[ \t]*(.*)$/;
/** `tip Title`, `tip[Title]`, `tip{.class} Title` behind the colons. */
const CONTAINER = /^\s*([\w-]*)\s*(?:\{[^{}]*\})?\s*(.*?)\s*$/;
/** Their tabs have names of their own. */
const GROUP = /-(?:group|tabs)$|^(?:tabs?|raw|v-pre)$|^$/;

/** The callout that a quotation is, by its first line, and the title on that line. */
export function calloutOf(line: string): (Callout & { title: string }) | undefined {
  const [, kind, title = ''] = CALLOUT.exec(line) ?? [];
  return kind === undefined ? undefined : { title, label: labelOf(kind), isDetails: false };
}

/** What a container says behind its colons. */
export function containerOf(info: string): Callout {
  const [, kind = '', rest = ''] = CONTAINER.exec(info) ?? [];
  const title = /^\[(.*)\]$/.exec(rest)?.[1] ?? rest;
  return { label: title || (GROUP.test(kind) ? '' : labelOf(kind)), isDetails: kind === 'details' };
}

function labelOf(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
}
