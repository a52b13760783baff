// Compares a report with an earlier one, so that a change that makes answers worse does not go unnoticed.
import { Failure } from '../../src/system/failure.ts';
import type { QualityFigures, QualityReport } from './evaluate.ts';

/** A figure may be worse by this much without being a regression. */
const TOLERANCE = 0.01;
/** Times depend on the machine, and the number of questions is not a measure of quality. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['n', 'p50ms', 'p95ms']);
const LOWER_IS_BETTER: ReadonlySet<string> = new Set(['falseAnswers', 'changed']);

/**
 * All figures that are more than 0.01 worse than in the baseline, one line each.
 * @throws Failure `index` when the two cannot be compared: a group has another number of questions, or the file is not
 * a report
 */
export function regressions(report: QualityReport, baseline: QualityReport | null, file: string): string[] {
  const lines: string[] = [];
  const compare = (name: string, now: QualityFigures | undefined, then: QualityFigures | undefined): void => {
    if (now === undefined || now.n !== then?.n) {
      throw new Failure(
        'index',
        `${file}: ${name} has ${then?.n ?? 'no'} questions there and ${now?.n ?? 'none'} here; compare like with like, or write a new baseline with --json ${file}`,
      );
    }
    for (const key of Object.keys(then) as (keyof QualityFigures)[]) {
      const [before, after] = [then[key], now[key]];
      if (NOT_COMPARED.has(key) || before === null) continue;
      const loss = after === null ? Infinity : LOWER_IS_BETTER.has(key) ? after - before : before - after;
      if (loss > TOLERANCE) lines.push(`${name}: ${key} ${before.toFixed(3)} → ${after?.toFixed(3) ?? '–'}`);
    }
  };
  if (typeof baseline?.summary !== 'object' || typeof baseline.groups !== 'object')
    throw new Failure('index', `${file} is not a report; write one with --json ${file}`);
  compare('all', report.summary, baseline.summary);
  const names = new Set([...Object.keys(report.groups), ...Object.keys(baseline.groups)]);
  for (const name of names) compare(name, report.groups[name], baseline.groups[name]);
  for (const [change, before] of Object.entries(baseline.metamorphic?.unchanged ?? {})) {
    const after = report.metamorphic?.unchanged[change] ?? null;
    if (before !== null && before - (after ?? -Infinity) > TOLERANCE)
      lines.push(`${change}: unchanged ${before.toFixed(3)} → ${after?.toFixed(3) ?? '–'}`);
  }
  return lines;
}
