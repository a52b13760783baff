// Bodies of type multipart/form-data as clients of the Bot API write them. Node's own reader takes only the form that
// browsers write: grammY leaves out blanks and quotes.

/**
 * Reads the parts: texts in UTF-8, and files.
 * @returns undefined for a body that is not of this form
 */
export function readMultipart(
  bytes: Uint8Array,
  contentType: string,
): Record<string, string | File> | undefined {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)?.slice(1).find(Boolean);
  if (boundary === undefined) return undefined;
  const body = Buffer.from(bytes);
  const parts: Record<string, string | File> = {};
  // Every delimiter but the first has a line break before it.
  let at = body.indexOf(`--${boundary}`);
  while (at >= 0) {
    const start = at + boundary.length + 2;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const end = body.indexOf(`\r\n--${boundary}`, start);
    const blank = body.indexOf('\r\n\r\n', start);
    if (end < 0 || blank < 0 || blank > end) return undefined;
    const head = body.toString('utf8', start, blank);
    const name = parameter(head, 'name');
    if (name === undefined) return undefined;
    const content = body.subarray(Math.min(blank + 4, end), end);
    const file = parameter(head, 'filename');
    parts[name] = file === undefined ? content.toString('utf8') : new File([Uint8Array.from(content)], file);
    at = end + 2;
  }
  return undefined;
}

/** A parameter of a part's content-disposition, in quotes or not. */
function parameter(head: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"([^"\\r\\n]*)"|([^;\\r\\n]+))`, 'i').exec(head) ?? [];
  return quoted ?? bare;
}
