/**
 * Characters that take two columns: Unicode's East Asian Width W and F (UAX #11). Those beyond the basic plane are two
 * UTF-16 units anyway.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/g;

/**
 * The display width of a text in columns: two for a Han character, one for a Latin letter. Three hundred Han characters
 * and a hundred English words take about the same room, and the same time to read.
 */
export function displayWidth(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
