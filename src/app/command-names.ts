// The commands of the package, and how messages name them. All over the code a message names npm's scripts, because that
// is what is typed in a clone; where it is printed, it is put into the words of who started the program. So no room has
// to know how Wenda was installed.

export type PackagedCommand = {
  /** As in `wenda ask`. */
  name: string;
  /** npm's script in a clone, and the program below `scripts/`. */
  script: string;
  about: string;
  /** Whether its first argument may be the folder of articles; `path` if only `./docs`, `../docs` or `/docs` is one. */
  folder?: 'any' | 'path';
  /** What it writes must be told, else it would end up inside the package. */
  writesTo?: { key: string; option: string };
};

export const PACKAGED_COMMANDS: readonly PackagedCommand[] = [
  {
    name: 'build',
    script: 'build-index',
    about: 'builds the index of FOLDER without serving',
    folder: 'any',
  },
  {
    name: 'ask',
    script: 'ask',
    about: 'answers one question about a FOLDER that has been built',
    folder: 'path',
  },
  {
    name: 'import',
    script: 'import-pages',
    about: 'makes articles of saved pages and exports',
    writesTo: { key: 'ARTICLES_DIR', option: '--articles' },
  },
  {
    name: 'look-at-wiki',
    script: 'look-at-wiki',
    about: 'asks a wiki for its own headings and sentences',
    folder: 'any',
  },
  {
    name: 'doctor',
    script: 'doctor',
    about: 'checks the installation and names the next step',
    folder: 'any',
  },
  { name: 'report', script: 'report', about: 'lists what readers could not find, for scripts' },
  { name: 'evaluate', script: 'evaluate', about: 'measures quality on labelled questions' },
  {
    name: 'calibrate',
    script: 'calibrate',
    about: 'fits Wenda to labelled questions',
    writesTo: { key: 'CALIBRATION_DIR', option: '--out' },
  },
];

/**
 * A text that names npm's scripts, as its reader types them.
 * @param wenda how the package's command was called, such as `npx wenda`; undefined in a clone
 * @param folder the folder of articles as it was typed: without it, a command would be about the samples
 */
export function asTyped(text: string, wenda: string | undefined, folder?: string): string {
  if (wenda === undefined) return text;
  const place = folder === undefined ? '' : ` ${inShell(folder)}`;
  return text
    .replace(/\bnpm ci and npm start\b/g, 'install Wenda again')
    .replace(/\bnpm start(?: --(?= ))?/g, () => wenda + place)
    .replace(/\bnpm run (?:-s )?([a-z][a-z-]*)(?: --(?= ))?/g, (typed, script: string) => {
      const command = PACKAGED_COMMANDS.find((one) => one.script === script);
      if (command === undefined) return typed;
      return `${wenda} ${command.name}${command.folder === undefined ? '' : place}`;
    });
}

/** A path as a shell reads it, and as a path: `./docs` for `docs`, which could be a word of a question. */
function inShell(folder: string): string {
  const file = /^(?:\.{0,2}[\\/]|\.{1,2}$|[a-z]:)/i.test(folder) ? folder : `./${folder}`;
  return /^[\w./\\:-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
