// Code of a page as one <pre> a block: without numbers, buttons and colours, with its lines and its language.
import { type Dom, type DomElement, isElement, nodesBelow, TEXT } from './dom.ts';

const MAX_LANGUAGE = 20;

/** A code block is one <pre> with nothing but text; a code element or a block inside is a line. */
export function codeBlocks(dom: Dom): void {
  for (const code of dom.querySelectorAll('code'))
    if (code.closest('pre') === null) code.textContent = code.textContent; // marks in code are no Markdown
  for (const pre of dom.querySelectorAll('pre')) {
    const frame = pre.closest('figure.highlight,table.highlighttable,.highlight table,figure table');
    const language = [
      pre,
      pre.querySelector('code'),
      pre.parentNode,
      pre.closest('figure,[class*=highlight-]'),
    ]
      .map(
        (element) =>
          /(?:lang(?:uage)?|highlight-source|highlight|brush:?)[-\s]([a-z][\w+#-]*)/i.exec(
            `${element?.className ?? ''} ${element?.getAttribute('data-syntaxhighlighter-params') ?? ''}`,
          )?.[1],
      )
      .find((name) => name !== undefined && name.length <= MAX_LANGUAGE);
    const code = dom.createElement('pre');
    code.textContent = withoutNumbers(codeText(pre), pre);
    if (language !== undefined) code.setAttribute('data-language', language);
    // A column of line numbers has been emptied.
    if (code.textContent.trim() === '') pre.remove();
    else if (frame !== null && [...frame.querySelectorAll('pre')].length === 1) frame.replaceWith(code);
    else pre.replaceWith(code);
  }
}

function codeText(pre: DomElement): string {
  const lines = [...pre.querySelectorAll('code')].length > 1 ? /^(?:code|div|li|tr|p)$/ : /^(?:div|li|tr|p)$/;
  let text = '';
  for (const node of nodesBelow(pre)) {
    if (node.nodeType === TEXT) text += node.textContent;
    else if (
      isElement(node) &&
      (node.localName === 'br' || (lines.test(node.localName) && text !== '' && !text.endsWith('\n')))
    )
      text += '\n';
  }
  return text;
}

/** Numbers that stand before every line in elements of their own are not the code's. */
function withoutNumbers(code: string, pre: DomElement): string {
  const lines = code.replace(/^\n|\s+$/g, '').split('\n');
  const isNumbered =
    lines.length > 1 && lines.every((line, at) => Number(/^\s*(\d+)/.exec(line)?.[1]) === at + 1);
  const marks = [...pre.querySelectorAll('span,i,em,b')].filter(({ textContent }) =>
    /^\s*\d+\s*$/.test(textContent),
  );
  return isNumbered && marks.length >= lines.length
    ? lines.map((line) => line.replace(/^\s*\d+ ?/, '')).join('\n')
    : code;
}
