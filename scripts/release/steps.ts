// What a release needs, step by step. Each is checked for itself, so that one failure does not hide another.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runLine, strangersEnvironment } from './command.ts';
import { wrongFigures } from './figures.ts';
import { byClone, byPackage, type FirstAnswers } from './first-answer.ts';
import { arePicturesNew } from './pictures.ts';

export type Step = {
  name: string;
  about: string;
  /** Writes what it does and finds. @returns whether all is well @throws Error if not, too */
  check: (log: (text: string) => void) => boolean | Promise<boolean>;
};

/**
 * @param project the folder of a clone
 * @param isRecorded whether the seconds to the first answer are written where the READMEs' figures come from
 */
export function releaseSteps(project: string, isRecorded = false): readonly Step[] {
  const line =
    (command: string): Step['check'] =>
    async (log) =>
      (await runLine(command, { cwd: project, log, env: strangersEnvironment({}) })).code === 0;
  const inProject = (name: string): string => path.join(project, name);

  return [
    { name: 'tree', about: 'everything is committed', check: isClean },
    {
      name: 'version',
      about:
        'package.json, its lock file and the newest heading of CHANGELOG.md agree, and that is unreleased',
      check: hasNewVersion,
    },
    { name: 'tests', about: 'types, lint and tests', check: line('npm test') },
    {
      name: 'quality',
      about: 'no figure of the test half is worse than the stored one',
      check: line('npm run build-index && npm run evaluate -- --baseline data/questions/baseline.json'),
    },
    {
      name: 'proofs',
      about: 'kills, damages, full disks and bad networks, a minute each',
      check: line('npm run prove -- all --minutes 1'),
    },
    { name: 'bench', about: 'speed and memory, over a small corpus', check: line('npm run bench -- all') },
    { name: 'pages', about: 'weight and speed of the pages', check: line('npm run bench-pages') },
    { name: 'pictures', about: 'the pictures show what is there now', check: showsNow },
    { name: 'figures', about: 'the figures in READMEs and docs are the measured ones', check: figuresAgree },
    {
      name: 'start',
      about: 'npm ci && npm start in a clone: seconds to the first answer',
      check: (log) => timed('clone', byClone(project, log), log),
    },
    {
      name: 'package',
      about: 'npm pack, then npx wenda ./docs in an empty folder: seconds to the first answer',
      check: (log) => timed('package', byPackage(project, log), log),
    },
  ];

  async function isClean(log: (text: string) => void): Promise<boolean> {
    const { code, stdout } = await runLine('git status --porcelain', { cwd: project, log });
    return code === 0 && stdout === '';
  }

  function hasNewVersion(log: (text: string) => void): boolean {
    const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
    const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as { version: string };
    const [heading = ''] = /^## \S.*$/m.exec(readFileSync(inProject('CHANGELOG.md'), 'utf8')) ?? [];
    log(`package.json ${version}, package-lock.json ${lock.version}, CHANGELOG.md "${heading}"\n`);
    return lock.version === version && heading === `## ${version} – unreleased`;
  }

  function showsNow(log: (text: string) => void): boolean {
    const isNew = arePicturesNew(project);
    if (!isNew) log('what they show has changed since they were taken: npm run screenshots\n');
    return isNew;
  }

  function figuresAgree(log: (text: string) => void): boolean {
    const wrong = wrongFigures(project);
    for (const one of wrong) log(`${one}\n`);
    return wrong.length === 0;
  }

  async function timed(
    way: string,
    measuring: Promise<FirstAnswers>,
    log: (text: string) => void,
  ): Promise<boolean> {
    const seconds = await measuring;
    log(`first answer after ${seconds.cold.toFixed(1)} s, with npm's cache ${seconds.warm.toFixed(1)} s\n`);
    if (!isRecorded) return true;
    const file = inProject('docs/first-answer.json');
    const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
    writeFileSync(file, `${JSON.stringify({ ...earlier, [way]: seconds }, null, 2)}\n`);
    return true;
  }
}
