// A terminal with something at its bottom that stays there, such as a progress line or a prompt: whatever else is
// written comes above it.

export type Bottom = {
  /** Takes it away; the cursor is then where it began. */
  hide: () => void;
  show: () => void;
};

export interface Screen {
  /** Writes whole lines. */
  write: (text: string) => void;
  /** Shows a bottom instead of the one before; undefined takes that away. */
  stand: (bottom: Bottom | undefined) => void;
  /** The same with a line that is rewritten in place. */
  standLine: (line: string) => void;
}

/** @param out writes to the terminal */
export function createScreen(out: (text: string) => void): Screen {
  let bottom: Bottom | undefined;
  const stand = (next: Bottom | undefined): void => {
    bottom?.hide();
    bottom = next;
    bottom?.show();
  };
  return {
    write: (text) => {
      bottom?.hide();
      out(text);
      bottom?.show();
    },
    stand,
    standLine: (line) => {
      stand({
        hide: () => {
          out('\r\u001b[2K');
        },
        // Without the automatic new line at the right edge, a long line stays one.
        show: () => {
          out(`\u001b[?7l${line}\u001b[?7h`);
        },
      });
    },
  };
}
