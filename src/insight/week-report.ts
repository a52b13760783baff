// The last seven days in numbers, for operators.
import { type Outcome, OUTCOMES, shareAnswered } from '../answer/outcome.ts';
import { DAY_MS } from './gap-tables.ts';
import type { DayCounts, Gap, Gaps, Numbers, Summary } from './insight.ts';

export type WeekReport = {
  /** First and last day, `YYYY-MM-DD` in the operator's time zone. */
  from: string;
  to: string;
  gaps: {
    /** First noticed in these days. */
    opened: number;
    closed: number;
    /** Closed before, and missed again in these days. */
    reopened: number;
    /** Open now. */
    open: number;
    /** The first open ones that operators may read. */
    top: readonly Gap[];
  };
  questions: number;
  /** Share of found answers, 0 to 1, now and in the seven days before; undefined without questions. */
  answered: number | undefined;
  answeredBefore: number | undefined;
} & Pick<Summary, 'topics' | 'sections' | 'worst'>;

const DAYS = 7;
const TOP = 5;
/** More gaps than are kept. */
const ALL = 100_000;

/** @param now milliseconds since 1970 */
export function weekReport(gaps: Gaps, numbers: Numbers, now: number): WeekReport {
  const week = numbers.summary(DAYS);
  const before = numbers.summary(2 * DAYS).days.slice(0, DAYS);
  const since = new Date(now - DAYS * DAY_MS).toISOString();
  const open = gaps.list({ offset: 0, limit: ALL, status: 'open' }).gaps;
  const closed = gaps.list({ offset: 0, limit: ALL, status: 'closed' }).gaps;
  return {
    from: week.days[0]?.day ?? since.slice(0, 10),
    to: week.days.at(-1)?.day ?? new Date(now).toISOString().slice(0, 10),
    gaps: {
      opened: [...open, ...closed].filter(({ firstAt }) => firstAt >= since).length,
      closed: closed.filter((gap) => gap.closed !== undefined && gap.closed.at >= since).length,
      reopened: open.filter(({ isReopened, lastAt }) => isReopened && lastAt >= since).length,
      open: open.length,
      top: open.filter(({ questions }) => questions.length > 0).slice(0, TOP),
    },
    questions: week.questions,
    answered: week.answered,
    answeredBefore: shareAnswered(outcomesIn(before)),
    topics: week.topics.slice(0, TOP),
    sections: week.sections.slice(0, TOP),
    worst: week.worst.slice(0, TOP),
  };
}

function outcomesIn(days: readonly DayCounts[]): Partial<Record<Outcome, number>> {
  const sum = (outcome: Outcome): number =>
    days.reduce((total, { outcomes }) => total + (outcomes[outcome] ?? 0), 0);
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, sum(outcome)]));
}
