// The steps of deploy/Dockerfile in empty roots, as Docker would do them, and the result as compose.yaml runs it: another
// user, a root that cannot be written, no capabilities, three volumes. Docker itself is not needed.
import { spawn } from 'node:child_process';
import { chown, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type GrowingProof, pause, PROJECT, within as inTime } from '../proof.ts';
import { visit } from '../serving-program.ts';
import { copyProject, createDebian, firstProcessOf, run, within, type Within } from './debian.ts';
import { type Instruction, parseCommand, parseDockerfile, parseEnv, type Stage } from './dockerfile.ts';

/** Of the account `node` in the image of Node. */
const NODE_ACCOUNT = 1000;
const PORT = '21750';
const START_MS = 120_000;
/** What the README promises for a stop. */
const STOP_MS = 3000;

type Image = {
  root: string;
  env: Record<string, string>;
  at: string;
  user: string;
  last: Map<string, string>;
};

export async function proveImage(
  proof: GrowingProof,
  home: string,
  log: (line: string) => void,
): Promise<void> {
  const base = path.join(home, 'base');
  await createDebian(base, '', '/usr/local');
  await run('chroot', [base, 'useradd', '--create-home', '--uid', String(NODE_ACCOUNT), 'node']);
  const context = path.join(home, 'context');
  const ignored = (await readFile(path.join(PROJECT, '.dockerignore'), 'utf8')).split('\n').filter(Boolean);
  await copyProject(context, (file) =>
    ignored.some((entry) => file === entry || file.startsWith(`${entry}/`)),
  );

  const began = performance.now();
  const images = new Map<string, Image>();
  for (const stage of parseDockerfile(await readFile(path.join(PROJECT, 'deploy', 'Dockerfile'), 'utf8'))) {
    const image = await buildStage(stage, base, path.join(home, `stage-${images.size}`), context, images);
    images.set(stage.name, image);
    const size = Number((await run('du', ['-s', '--block-size=1M', image.root])).split('\t')[0]);
    proof.figures.set(`stage ${stage.name || 'that is published'}`, `${size} MB`);
    log(`stage ${stage.name}: ${size} MB`);
  }
  const size = Number((await run('du', ['-s', '--block-size=1M', base])).split('\t')[0]);
  proof.figures.set('of them Debian and Node', `${size} MB`);
  proof.figures.set('making the image', `${((performance.now() - began) / 1000).toFixed(0)} s`);
  const published = images.get('');
  if (published === undefined) throw new Error('the Dockerfile has no last stage');
  await serve(published, proof, home);
}

async function buildStage(
  { instructions }: Stage,
  base: string,
  root: string,
  context: string,
  images: ReadonlyMap<string, Image>,
): Promise<Image> {
  await run('cp', ['-a', base, root]);
  const image: Image = { root, env: {}, at: '/', user: 'root', last: new Map() };
  for (const { name, text } of instructions) await obey(image, { name, text }, context, images);
  return image;
}

async function obey(
  image: Image,
  { name, text }: Instruction,
  context: string,
  images: ReadonlyMap<string, Image>,
): Promise<void> {
  const { root, env, at, user, last } = image;
  switch (name) {
    case 'RUN':
      await run('systemd-nspawn', [
        ...within(root, { user, at, env, options: ['--pipe'] }),
        'sh',
        '-c',
        text,
      ]);
      return;
    case 'COPY': {
      const [, stage, sources = '', target = ''] = /^(?:--from=(\S+) )?(.*) (\S+)$/.exec(text) ?? [];
      const source = stage === undefined ? context : images.get(stage)?.root;
      if (source === undefined) throw new Error(`COPY from ${stage ?? ''}, which is no stage`);
      const into = path.join(root, path.resolve(at, target));
      await mkdir(into, { recursive: true });
      for (const one of sources.split(' ')) {
        const from = path.join(source, one);
        // Of a folder Docker copies what is in it.
        await run('cp', ['-a', (await stat(from)).isDirectory() ? `${from}/.` : from, into]);
      }
      return;
    }
    case 'WORKDIR':
      image.at = text;
      await mkdir(path.join(root, text), { recursive: true });
      return;
    case 'ENV':
      Object.assign(env, parseEnv(text));
      return;
    case 'USER':
      image.user = text;
      return;
    case 'CMD':
    case 'HEALTHCHECK':
      last.set(name, text);
      return;
    case 'EXPOSE':
    case 'VOLUME':
      return;
    default:
      throw new Error(`the proof does not know ${name}`);
  }
}

async function serve({ root, env, at, user, last }: Image, proof: GrowingProof, home: string): Promise<void> {
  const volumes = path.join(home, 'volumes');
  for (const name of ['index', 'state']) {
    await mkdir(path.join(volumes, name), { recursive: true });
    await chown(path.join(volumes, name), NODE_ACCOUNT, NODE_ACCOUNT);
  }
  const contained = (index: 'bind' | 'bind-ro'): Within => ({
    ...{ user, at, env: { ...env, PORT, WATCH: 'off' } },
    options: [
      ...['--pipe', '--read-only', '--tmpfs=/tmp', '--drop-capability=all', '--no-new-privileges=yes'],
      `--bind-ro=${path.join(PROJECT, 'data', 'articles')}:/articles`,
      ...[`--${index}=${volumes}/index:/index`, `--bind=${volumes}/state:/state`],
    ],
  });
  // As the service `build` of compose.yaml, once.
  const build = ['node', 'scripts/run.cjs', 'scripts/build-index'];
  await run('systemd-nspawn', [...within(root, contained('bind')), ...build]);
  proof.count('an index built in the image');

  const began = performance.now();
  const child = spawn(
    'systemd-nspawn',
    [...within(root, contained('bind-ro')), ...parseCommand(last.get('CMD') ?? '')],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  try {
    const url = `http://127.0.0.1:${PORT}`;
    while (
      !(await fetch(`${url}/healthz`)
        .then(({ ok }) => ok)
        .catch(() => false))
    ) {
      if (performance.now() - began > START_MS) throw new Error(`the image does not serve: ${said}`);
      await pause(200);
    }
    proof.figures.set('start of the image to ready', `${((performance.now() - began) / 1000).toFixed(1)} s`);
    const page = await (await visit(`${url}/search?q=${encodeURIComponent('公司注销的步骤')}`)).text();
    if (!page.includes('<blockquote')) throw new Error(`the image does not answer: ${page.slice(0, 300)}`);
    proof.count('a question answered by the image');

    const first = await firstProcessOf(child.pid ?? 0);
    if (first === undefined) throw new Error('the process in the image is not found');
    const check = [`PORT=${PORT}`, ...parseCommand(last.get('HEALTHCHECK') ?? '')];
    await run('nsenter', ['--target', String(first), '--all', 'env', ...check]);
    const elsewhere = await run('nsenter', [
      '--target',
      String(first),
      '--all',
      'env',
      'PORT=1',
      ...check.slice(1),
    ]).then(
      () => 'healthy',
      () => 'ill',
    );
    if (elsewhere !== 'ill') throw new Error('the health check is content with nothing');
    proof.count('the health check tells well from ill');

    const stopping = performance.now();
    process.kill(first, 'SIGTERM');
    const code = await inTime(STOP_MS, ended);
    if (code !== 0) throw new Error(`the image ends with ${String(code)} after SIGTERM: ${said}`);
    proof.figures.set('stop of the image', `${((performance.now() - stopping) / 1000).toFixed(1)} s`);
    proof.count('the image stops in time');
  } finally {
    child.kill('SIGKILL');
  }
}
