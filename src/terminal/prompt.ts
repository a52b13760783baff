// The prompt that stands in for Telegram when there is no token.
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Answerer } from '../answer/answerer.ts';
import { renderAnswerText, type TerminalOptions } from './render-answer.ts';

export type PromptOptions = TerminalOptions & {
  answerer: Answerer;
  input: Readable;
  output: Writable;
  /** Ends the prompt from outside, e.g. on SIGTERM. */
  signal: AbortSignal;
};

/** Answers line by line until the input ends or the signal is given; a running answer is finished first. */
export async function runPrompt({ answerer, input, output, signal, ...style }: PromptOptions): Promise<void> {
  const lines = createInterface({ input, output, prompt: `${style.t('prompt')} ` });
  const close = (): void => {
    lines.close();
  };
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  // Ctrl-C at a prompt reaches readline, not the process.
  lines.on('SIGINT', close);
  output.write(`${style.t('prompt-welcome')}\n`);
  lines.prompt();
  for await (const line of lines) {
    const question = line.trim();
    if (question !== '') output.write(`${renderAnswerText(await answerer.answer(question), style)}\n\n`);
    lines.prompt();
  }
  output.write('\n');
}
