// The questions asked lately, for trying what a lesson would change. In memory only.
import { singleAnswers } from '../answer/answer.ts';
import type { Observed } from '../answer/observed.ts';
import { isQuestion } from './is-question.ts';
import { normalQuestion } from './signals.ts';

const MAX_RECENT = 500;

export interface Recent {
  add(observed: Observed): void;
  /** In normal form, each once, the newest last. */
  questions(): readonly string[];
  forget(who: { asker?: string | undefined; chat?: string | undefined }): number;
}

export function createRecent(): Recent {
  let all: { question: string; asker: string | undefined; chat: string | undefined }[] = [];
  return {
    add: (observed) => {
      // What is typed for an inline query is still growing.
      if (observed.kind !== 'asked' || observed.channel === 'inline') return;
      const { asker, chat } = observed;
      for (const answer of singleAnswers(observed.answer)) {
        const question = normalQuestion(answer);
        if (answer.kind === 'continued' || !isQuestion(question)) continue;
        all = all.filter((one) => one.question !== question);
        all.push({ question, asker, chat });
        if (all.length > MAX_RECENT) all.shift();
      }
    },
    questions: () => all.map(({ question }) => question),
    forget: ({ asker, chat }) => {
      const before = all.length;
      all = all.filter(
        (one) => (asker !== undefined && one.asker !== asker) || (chat !== undefined && one.chat !== chat),
      );
      return before - all.length;
    },
  };
}
