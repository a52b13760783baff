import { type Normal, normalise, sliceNormal } from './normal-form.ts';
import { withoutPadding } from './polite-padding.ts';

/** Letters and digits joined by other marks: tidb_redact_log, server.port, v-for. */
const IDENTIFIER = /^[a-z][a-z0-9]*(?:[_.:/-]+[a-z0-9]+)+(?=[\s(]|$)/;
/** What may stand between a title and a heading: 港口物流的费用. */
const BETWEEN = /[\s的›>/-]+$/;

/**
 * What a section is called by: its whole heading without marks at its ends, the identifier that it begins with
 * (`max_retries (since 2.1)`), and either behind the article's title. Words are not looked at, so that `max_retries`
 * is not `max_retries_log`.
 */
export function namesOf(title: string, heading: string): string[] {
  const name = withoutPadding(normalise(heading));
  if (name === '') return [];
  const own = [...new Set([name, IDENTIFIER.exec(name)?.[0] ?? name])];
  const article = withoutPadding(normalise(title));
  return [...own, ...own.map((one) => ofArticle(article, one))];
}

/** The names that a question (in normal form, without politeness) may be, the likelier first. */
export function* possibleNames(question: Normal): Generator<string> {
  yield question;
  for (let at = 1; at < question.length; at++)
    yield ofArticle(sliceNormal(question, 0, at).replace(BETWEEN, ''), sliceNormal(question, at));
}

function ofArticle(title: string, heading: string): string {
  return `${title} › ${heading}`;
}
