// Tables for spreadsheets (RFC 4180). A cell that a spreadsheet would run as a formula is marked as text. Source: OWASP,
// "CSV Injection".

const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

/** With a line end after every row. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
