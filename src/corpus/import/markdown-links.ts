// Links and pictures in Markdown, wherever they stand, outside code.
const CODE =
  /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))|(`+)(?!`)[^`](?:[^`]|`(?!\2))*?\2(?!`)/gm;
const TARGET =
  '\\(\\s*(?:<([^>\\n]*)>|((?:\\\\.|\\([^()\\s]*\\)|[^\\s()\\\\])*))(\\s+"[^"\\n]*"|\\s+\'[^\'\\n]*\')?\\s*\\)';
const IMAGE = new RegExp(`!\\[((?:\\\\.|[^\\]\\\\])*)\\]${TARGET}`, 'g');
const LINK = new RegExp(
  `(?<![!\\\\])\\[((?:\\\\.|!\\[[^\\]]*\\]\\([^)]*\\)|[^\\[\\]\\\\])*)\\]${TARGET}`,
  'g',
);
const DEFINITION = /^( {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)<?([^\s>]+)>?/gm;
const ATTRIBUTE = /(<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*)(["'])([^"']*)\3/gi;
const WIKI_LINK = /(!?)\[\[([^\]|#\n]+)(#[^\]|\n]*)?(?:\|([^\]\n]*))?\]\]/g;

export type Target = { target: string; isImage: boolean };

/**
 * Rewrites links and pictures.
 * @param to gives the new target; undefined leaves only the words of the link or picture
 * @param toNamed gives the target for a name in [[double brackets]]; undefined leaves them as they are
 */
export function mapLinks(
  markdown: string,
  to: (link: Target) => string | undefined,
  toNamed: (link: Target) => string | undefined = () => undefined,
): string {
  const inline =
    (isImage: boolean) =>
    (all: string, words: string, angled?: string, plain?: string, title = ''): string => {
      const given = angled ?? plain?.replace(/\\([()])/g, '$1') ?? '';
      const target = to({ target: given, isImage });
      if (target === given) return all;
      return target === undefined ? words : `${isImage ? '!' : ''}[${words}](${written(target)}${title})`;
    };
  const aside: string[] = [];
  const keep = (done: string): string => `\0${aside.push(done) - 1}\0`;
  const mapText = (text: string): string =>
    text
      .replace(
        WIKI_LINK,
        (all: string, mark: string, name: string, fragment: string | undefined, words?: string) => {
          const target = toNamed({ target: name.trim(), isImage: mark !== '' });
          return target === undefined
            ? all
            : keep(`${mark}[${words ?? name}](${written(mark === '' ? target + (fragment ?? '') : target)})`);
        },
      )
      .replace(IMAGE, inline(true))
      .replace(LINK, inline(false))
      .replace(DEFINITION, (all: string, label: string, target: string) => {
        const mapped = to({ target, isImage: false });
        return mapped === undefined || mapped === target ? all : label + written(mapped);
      })
      .replace(ATTRIBUTE, (all: string, before: string, tag: string, quote: string, target: string) => {
        const mapped = to({ target, isImage: tag.toLowerCase() === 'img' });
        return mapped === undefined || mapped === target ? all : before + quote + mapped + quote;
      });
  // Code is put aside, and a link round it is still a link.
  return mapText(markdown.replace(CODE, keep)).replace(
    /\0(\d+)\0/g,
    (_, at: string) => aside[Number(at)] ?? '',
  );
}

/** The targets of the pictures that a text shows, as written. */
export function picturesIn(markdown: string): string[] {
  const targets: string[] = [];
  const note = ({ target, isImage }: Target): void => {
    if (isImage) targets.push(target);
  };
  mapLinks(
    markdown,
    (link) => {
      note(link);
      return link.target;
    },
    (link) => {
      note(link);
      return undefined;
    },
  );
  return targets;
}

/** A target as it may stand between round brackets. */
function written(target: string): string {
  return target.replace(/[\s<>()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
