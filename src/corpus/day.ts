// Days as people and tools write them.

/** True for a day that exists, written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const MAX_LENGTH = 80;
const DAY =
  /^(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})(?:\s*日)?(?:(?:[Tt]|[\s,]+)\d{1,2}[:：]\d{2}.*)?$/;

/** `March 5, 2024 9:10 PM`, `Tue, 05 Mar 2024 10:00:00 +0800`: the part up to the year. */
const ENGLISH =
  /^(?=.*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z]{0,9}[\s,.]*\d{0,2}[\s,.a-z]*\d{0,2}[\s,]+\d{4}\b/i;

/**
 * The day in a date such as `2023-03-05 21:10:00`, `2023-03-05T21:10:00+08:00`, `2024/1/5`, `20240105`, `2024年1月5日` or
 * `March 5, 2024`, as YYYY-MM-DD. It is the day as written: a zone does not shift it. Undefined for anything else.
 */
export function dayIn(text: string): string | undefined {
  // Longer than any date, so that no pattern has much to try.
  const date = text.trim().slice(0, MAX_LENGTH).replace(/\s+/g, ' ');
  const written = date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const [english] = ENGLISH.exec(written) ?? [];
  if (english !== undefined) {
    const time = Date.parse(`${english} UTC`);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
  }
  const [, year = '', month = '', day = ''] = DAY.exec(written) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(iso) ? iso : undefined;
}
