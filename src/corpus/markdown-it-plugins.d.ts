// These plugins come without types.
declare module 'markdown-it-container' {
  import type { MarkdownIt } from 'markdown-it';
  export default function container(
    parser: MarkdownIt,
    name: string,
    options: { validate: (parameters: string) => boolean },
  ): void;
}

declare module 'markdown-it-mark' {
  import type { MarkdownIt } from 'markdown-it';
  export default function mark(parser: MarkdownIt): void;
}

declare module 'markdown-it-deflist' {
  import type { MarkdownIt } from 'markdown-it';
  export default function definitions(parser: MarkdownIt): void;
}

declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';
  export default function footnotes(parser: MarkdownIt): void;
}
