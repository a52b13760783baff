// Days as people and tools write them.

/** True for a day that exists, written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const DAY =
  /^(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})(?:\s*日)?(?:(?:[Tt]|[\s,]+)\d{1,2}[:：]\d{2}.*)?$/;

/**
 * The day in a date such as `2023-03-05 21:10:00`, `2023-03-05T21:10:00+08:00`, `2024/1/5` or `2024年1月5日`, as
 * YYYY-MM-DD. It is the day as written: a zone does not shift it. Undefined for anything else.
 */
export function dayIn(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = DAY.exec(text.trim()) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}
