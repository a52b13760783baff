// The prompt that replaces Telegram if there is no token.
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Answerer } from '../answer/answerer.ts';
import { type LastAnswer, lastAnswerOf } from '../answer/last-answer.ts';
import { renderAnswerText, type TerminalOptions } from './render-answer.ts';

export type PromptOptions = TerminalOptions & {
  answerer: Pick<Answerer, 'answer'>;
  /** Address of the chat page, for the welcome. */
  address: string;
  input: Readable;
  output: Writable;
  /**
   * Write each question after its prompt: for input that does not come from a terminal and is not visible otherwise.
   */
  echo: boolean;
  /** Ends the prompt from outside, e.g. on SIGTERM. */
  signal: AbortSignal;
};

/**
 * Answers line by line until the input ends or the signal is given; a running answer is finished first.
 * @returns how many lines were read
 */
export async function runPrompt({
  answerer,
  input,
  output,
  signal,
  echo,
  address,
  ...style
}: PromptOptions): Promise<number> {
  // Reading a closed interface would never end.
  if (signal.aborted) return 0;
  const lines = createInterface({ input, output, prompt: `${style.t('prompt')} ` });
  const ended = new AbortController();
  lines.once('close', () => {
    ended.abort();
  });
  const prompt = (): void => {
    // The input may have ended meanwhile: Node 24 throws when a closed interface prompts.
    if (!ended.signal.aborted) lines.prompt();
  };
  const close = (): void => {
    lines.close();
  };
  signal.addEventListener('abort', close, { once: true });
  // Ctrl-C at a prompt goes to readline instead of the process.
  lines.on('SIGINT', close);
  // The output may be closed (npm start | head): then no reader is left.
  output.on('error', close);
  output.write(`${style.t('prompt-welcome', { address })}\n`);
  prompt();
  let read = 0;
  let last: LastAnswer | undefined;
  for await (const line of lines) {
    read++;
    const question = line.trim();
    if (echo) output.write(`${question}\n`);
    if (question !== '') output.write(`${await reply(question)}\n\n`);
    prompt();
  }
  output.write('\n');
  return read;

  async function reply(question: string): Promise<string> {
    if (question.startsWith('/')) return style.t('prompt-help');
    const answer = await answerer.answer(question, { after: last });
    last = lastAnswerOf(answer) ?? last;
    return renderAnswerText(answer, style);
  }
}
