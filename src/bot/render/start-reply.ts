import type { ExampleQuestion } from '../../answer/example-questions.ts';
import type { Translate } from '../../locales/translations.ts';
import { button } from './buttons.ts';
import { escapeHtml } from './html.ts';
import type { Reply } from './reply.ts';

/** The bot's introduction, with example questions as buttons if the wiki has any. */
export function renderWithExamples(html: string, examples: readonly ExampleQuestion[], t: Translate): Reply {
  const invitation = examples.length === 0 ? '' : `\n\n${escapeHtml(t('start-examples'))}`;
  return {
    html: html + invitation,
    buttons: examples.map(({ question, id }) => [button(question, { kind: 'example', id })]),
  };
}
