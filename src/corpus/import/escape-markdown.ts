/** Plain text as Markdown that reads back to the letter; escapes only where Markdown would change something. */
export function escapeMarkdown(text: string): string {
  return text.split('\n').map(escapeLine).join('\n');
}

function escapeLine(line: string): string {
  // Brackets are words unless a target follows them: args[0] stays as it is.
  const bracket = /\](?:[[(:]|\s*$)/.test(line) ? /\[/g : /\[(?=[[^]|[ xX]\])/g;
  return (
    line
      .replace(
        /\\(?=[!-/:-@[-`{-~]|$)|[`*]|<(?=[a-z/!?])|&(?=#?\w+;)|~(?=~|[\d+−a-z-]{1,4}~)|(?<=~)~/gi,
        '\\$&',
      )
      // Marks of note tools: see tool-markup.ts.
      .replace(/\^(?=\^|[\da-z+−-]{1,8}\^)|\+(?=\+[a-z])|:(?=[a-z]+-[\w-]+:)/gi, '\\$&')
      .replace(bracket, '\\[')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}(])/gu, '\\_')
      .replace(/==|%%|\{\{/g, '\\$&')
      .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$|[-+]{2})|>|=+\s*$|:::|[?!]{3}|[.)](?=\s|$))/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
      .replace(/^[\s|:-]+$/, (rule) => rule.replace(/[|:-]/, '\\$&'))
  );
}

/** Text for a heading: one line, and closing number signs stay words. */
export function escapeHeading(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' ').trim()).replace(/(^|\s)(#+)$/, '$1\\$2');
}
