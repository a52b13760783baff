// What operators read while they choose the staff's group.
import type { ReplyKeyboardMarkup } from 'grammy/types';
import { escapeHtml } from '../bot/render/html.ts';
import type { Translate } from '../locales/translations.ts';
import { type Problem, type SelfTest, type Step, STEPS } from './self-test.ts';
import { ASKED_FOR_BOT, ASKED_FOR_OPERATOR, STAFF_RIGHTS, type StaffRight } from './staff-rights.ts';

/** Comes back with the chosen group. */
export const STAFF_REQUEST = 1;

export type StaffChat = {
  chatId: number;
  /** Undefined if Telegram does not tell. */
  title: string | undefined;
  /** Whether it comes from STAFF_CHAT. */
  isFixed: boolean;
};

/** How a group is chosen, and which one is. */
export function renderChoice(current: StaffChat | undefined, t: Translate): string {
  const lines = [t('staff-choose'), '', t('staff-choose-hint')];
  return escapeHtml([...(current === undefined ? [] : [renderCurrent(current, t), '']), ...lines].join('\n'));
}

function renderCurrent({ title, chatId }: StaffChat, t: Translate): string {
  return t('staff-current', { title: title ?? chatId });
}

/** The button that opens the list of an operator's groups with topics. */
export function chooseKeyboard(t: Translate): ReplyKeyboardMarkup {
  return {
    keyboard: [
      [
        {
          text: t('staff-button'),
          request_chat: {
            request_id: STAFF_REQUEST,
            chat_is_channel: false,
            chat_is_forum: true,
            bot_is_member: true,
            user_administrator_rights: ASKED_FOR_OPERATOR,
            bot_administrator_rights: ASKED_FOR_BOT,
          },
        },
      ],
    ],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}

/**
 * A line for each step, then what to do.
 * @param state `taken`: the group is the staff's from now on; `fixed`: it comes from STAFF_CHAT
 */
export function renderSelfTest(test: SelfTest, state: 'taken' | 'refused' | 'fixed', t: Translate): string {
  const { title, results, isPassed } = test;
  const steps = STEPS.map((step) => {
    const result = results.get(step);
    const mark = result === undefined ? '–' : result === 'passed' ? '✓' : '✗';
    return `${mark} ${t(`staff-step-${step}`)}`;
  });
  const remedies = remediesOf(test, state === 'fixed', t).map((remedy) => `• ${remedy}`);
  const outcome = isPassed
    ? t(state === 'taken' ? 'staff-taken' : 'staff-works')
    : t(state === 'fixed' ? 'staff-broken' : 'staff-refused');
  return escapeHtml([t('staff-test', { title }), ...steps, '', outcome, ...remedies].join('\n'));
}

/** What to do, each problem once; empty if all is well. */
export function remediesOf(
  { results, isPublic, leftOver }: SelfTest,
  isFixed: boolean,
  t: Translate,
): string[] {
  const problems = STEPS.flatMap((step) => {
    const result = results.get(step);
    return result === undefined || result === 'passed' ? [] : [[step, result] as const];
  });
  const remedies = problems.map(([step, problem]) => remedyOf(step, problem, t));
  const canChooseAgain = problems.some(([, { kind }]) => kind !== 'no-topics' && kind !== 'refused');
  return [
    ...new Set(remedies),
    ...(canChooseAgain && !isFixed ? [t('staff-again')] : []),
    ...(leftOver === undefined ? [] : [t('staff-left-over', { topic: leftOver })]),
    ...(isPublic ? [t('staff-public')] : []),
  ];
}

function remedyOf(step: Step, problem: Problem, t: Translate): string {
  switch (problem.kind) {
    case 'right':
      return t('staff-missing-right', { right: t(`staff-right-${problem.right}`) });
    case 'refused':
      return step === 'react'
        ? t('staff-no-reactions')
        : t('staff-refusal', { step: t(`staff-step-${step}`), words: problem.words });
    case 'no-administrator':
      return t('staff-no-administrator', {
        rights: STAFF_RIGHTS.map((right) => t(`staff-right-${right}`)).join(t('staff-and')),
      });
    case 'not-there':
    case 'no-topics':
      return t(`staff-${problem.kind}`);
  }
}

/** What changed in the staff's group for the bot: what it lost, or that it has all it needs. */
export function renderChange(
  title: string,
  change: { isThere: boolean; missing: readonly StaffRight[]; isFixed: boolean },
  t: Translate,
): string {
  const rights = change.missing.map((right) => t(`staff-right-${right}`)).join(t('staff-and'));
  if (change.isThere && rights === '') return escapeHtml(t('staff-back', { title }));
  const loss = change.isThere ? t('staff-lost-rights', { title, rights }) : t('staff-lost', { title });
  return escapeHtml(change.isFixed ? loss : `${loss}\n${t('staff-again')}`);
}
