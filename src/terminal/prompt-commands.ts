// The few words that the prompt takes for itself. Everything else is a question, also the word that is a title here.
import type { ArticleDirectory } from '../answer/article-directory.ts';
import { type Normal, normalise } from '../text/normal-form.ts';

export type PromptCommand =
  | { kind: 'help' }
  | { kind: 'exit' }
  /** `words` is empty for all topics. */
  | { kind: 'topics'; words: string }
  | { kind: 'question'; text: string };

const HELP = /^(?:help|帮助)$/;
const EXIT = /^(?:exit|quit|退出)$/;
const TOPICS = /^(?:topics|专题)(?:\s+(.+))?$/s;
/** Without a slash, the answerer knows it. */
const NEXT = /^(?:next|下一条)$/;

/**
 * Reads a line. With a slash it is a command, and unknown ones lead to the help; without one, a title of the wiki comes
 * first.
 */
export function readCommand(line: string, directory: Pick<ArticleDirectory, 'search'>): PromptCommand {
  const hasSlash = line.startsWith('/');
  const text = normalise(hasSlash ? line.slice(1) : line);
  const command = commandIn(text);
  if (hasSlash) return command ?? (NEXT.test(text) ? { kind: 'question', text } : { kind: 'help' });
  const isTitle = (): boolean => directory.search(text, 1).some(({ title }) => normalise(title) === text);
  return command === undefined || isTitle() ? { kind: 'question', text: line } : command;
}

function commandIn(text: Normal): PromptCommand | undefined {
  if (HELP.test(text)) return { kind: 'help' };
  if (EXIT.test(text)) return { kind: 'exit' };
  const topics = TOPICS.exec(text);
  return topics === null ? undefined : { kind: 'topics', words: topics[1] ?? '' };
}
