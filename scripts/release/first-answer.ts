// How long a stranger waits for the first answer, from nothing but Node: by a clone (npm ci && npm start), and by the
// package (npx wenda ./docs); with npm's cache empty, and again with what the first time has left there.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runLine, strangersEnvironment } from './command.ts';

const QUESTION = '公司注销的步骤\n';
const ANSWER = /公司注销怎么办理 › /;

/** Seconds from the command to the first answer at the prompt. */
export type FirstAnswers = { cold: number; warm: number };

type Attempt = { project: string; folder: string; env: NodeJS.ProcessEnv; log: (text: string) => void };

/** @throws Error if there is no answer */
export function byClone(project: string, log: (text: string) => void): Promise<FirstAnswers> {
  return coldAndWarm(project, log, async (attempt) => {
    const clone = path.join(attempt.folder, 'wenda');
    await mustRun(`git clone --quiet "${project}" "${clone}"`, { ...attempt, folder: attempt.folder });
    return answerTo('npm ci && npm start', { ...attempt, folder: clone });
  });
}

/** Packs what is committed. @throws Error if there is no answer */
export async function byPackage(project: string, log: (text: string) => void): Promise<FirstAnswers> {
  const packed = await mkdtemp(path.join(tmpdir(), 'wenda-pack-'));
  try {
    const file = await pack(project, packed, log);
    return await coldAndWarm(project, log, async (attempt) => {
      await cp(path.join(project, 'data', 'articles'), path.join(attempt.folder, 'docs'), {
        recursive: true,
      });
      return answerTo(`npx --yes --package="${file}" wenda ./docs`, attempt);
    });
  } finally {
    await rm(packed, { recursive: true, force: true });
  }
}

/** @returns the path of the package, made in a clone, where nothing is left over from earlier builds */
async function pack(project: string, to: string, log: (text: string) => void): Promise<string> {
  const clone = path.join(to, 'wenda');
  const attempt = { project, env: strangersEnvironment({}), log };
  await mustRun(`git clone --quiet "${project}" "${clone}"`, { ...attempt, folder: to });
  await mustRun('npm ci --ignore-scripts', { ...attempt, folder: clone });
  const said = await mustRun(`npm pack --silent --pack-destination "${to}"`, { ...attempt, folder: clone });
  return path.join(to, said.trim().split('\n').at(-1) ?? '');
}

async function coldAndWarm(
  project: string,
  log: (text: string) => void,
  attempt: (attempt: Attempt) => Promise<number>,
): Promise<FirstAnswers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wenda-first-'));
  const once = async (name: string): Promise<number> => {
    const own = path.join(folder, name);
    await mkdir(own);
    const env = strangersEnvironment({
      npm_config_cache: path.join(folder, 'npm-cache'),
      XDG_CACHE_HOME: path.join(own, 'cache'),
      XDG_STATE_HOME: path.join(own, 'state'),
    });
    return attempt({ project, folder: own, env, log });
  };
  try {
    return { cold: await once('cold'), warm: await once('warm') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds until the answer is there. */
async function answerTo(line: string, { folder, env, log }: Attempt): Promise<number> {
  const ended = await runLine(line, { cwd: folder, env, log, input: QUESTION, until: ANSWER });
  if (ended.code !== 0 || ended.untilSeconds === undefined)
    throw new Error(`${line}: no answer (exit code ${ended.code})`);
  return ended.untilSeconds;
}

async function mustRun(line: string, { folder, env, log }: Attempt): Promise<string> {
  const ended = await runLine(line, { cwd: folder, env, log });
  if (ended.code !== 0) throw new Error(`${line}: exit code ${ended.code}`);
  return ended.stdout;
}
