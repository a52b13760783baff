// The prompt that replaces Telegram if there is no token.
import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type LastAnswer, lastAnswerOf } from '../answer/last-answer.ts';
import type { LiveWiki } from '../answer/live-wiki.ts';
import { readCommand } from './prompt-commands.ts';
import { renderAnswerText, type TerminalOptions } from './render-answer.ts';
import type { Bottom, Screen } from './screen.ts';
import { topicLines } from './topic-lines.ts';

export type PromptOptions = Omit<TerminalOptions, 'links'> & {
  live: Pick<LiveWiki, 'wiki' | 'during'>;
  input: Readable;
  output: Writable;
  /**
   * Write each question after its prompt: for input that does not come from a terminal and is not visible otherwise.
   */
  echo: boolean;
  /** What else is written while the prompt waits comes above it. */
  screen?: Screen | undefined;
  /** Ends the prompt from outside, e.g. on SIGTERM. */
  signal: AbortSignal;
};

/**
 * Answers line by line until the input ends or the signal is given; a running answer is finished first.
 * @returns how many lines were read
 */
export async function runPrompt({
  live,
  input,
  output,
  signal,
  echo,
  screen,
  ...style
}: PromptOptions): Promise<number> {
  // Reading a closed interface would never end.
  if (signal.aborted) return 0;
  const { t } = style;
  const lines = createInterface({ input, output, prompt: `${t('prompt')} ` });
  let isWaiting = false;
  let hasEnded = false;
  lines.once('close', () => {
    hasEnded = true;
    isWaiting = false;
  });
  // A line that was entered stays where it is.
  lines.on('line', () => {
    isWaiting = false;
  });
  const prompt = (): void => {
    // The input may have ended meanwhile: Node 24 throws when a closed interface prompts.
    if (hasEnded) return;
    isWaiting = true;
    lines.prompt(true);
  };
  const close = (): void => {
    lines.close();
  };
  signal.addEventListener('abort', close, { once: true });
  // Ctrl-C at a prompt goes to readline instead of the process.
  lines.on('SIGINT', close);
  // The output may be closed (npm start | head): then no reader is left.
  output.on('error', close);
  screen?.stand(promptAtBottom(lines, output, () => isWaiting));
  prompt();
  let read = 0;
  let last: LastAnswer | undefined;
  for await (const line of lines) {
    read++;
    const message = line.trim();
    if (echo) output.write(`${message}\n`);
    if (message !== '') {
      const reply = await live.during(() => replyTo(message));
      if (reply === undefined) break;
      output.write(`${reply}\n\n`);
    }
    prompt();
  }
  screen?.stand(undefined);
  lines.close();
  output.write('\n');
  return read;

  /** Undefined to end. */
  async function replyTo(message: string): Promise<string | undefined> {
    const { directory, answerer, links } = live.wiki;
    const command = readCommand(message, directory);
    switch (command.kind) {
      case 'exit':
        return undefined;
      case 'help':
        return t('prompt-help');
      case 'topics':
        return topicLines(directory, command.words, t).join('\n');
      case 'question': {
        const answer = await answerer.answer(command.text, { after: last });
        last = lastAnswerOf(answer) ?? last;
        return renderAnswerText(answer, { ...style, links });
      }
    }
  }
}

function promptAtBottom(lines: Interface, output: Writable, isWaiting: () => boolean): Bottom {
  return {
    hide: () => {
      if (!isWaiting()) return;
      // A long question takes several lines.
      moveCursor(output, 0, -lines.getCursorPos().rows);
      cursorTo(output, 0);
      clearScreenDown(output);
    },
    show: () => {
      if (!isWaiting()) return;
      // Else readline would go up to where the prompt began before.
      Object.assign(lines, { prevRows: 0 });
      lines.prompt(true);
    },
  };
}
