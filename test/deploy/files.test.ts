// The files of deploy/ against the project: what they name exists. `npm run prove -- deploy` runs them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseCommand, parseDockerfile, parseEnv } from '../../scripts/measure/proofs/deploy/dockerfile.ts';
import { ENV } from '../support/finish.ts';
import { PROJECT } from '../support/project.ts';
import { run } from '../support/run.ts';
import { startTelegram } from '../support/telegram.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const textOf = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const isThere = (file: string): boolean => existsSync(path.join(PROJECT, file));
const SETTINGS = [...textOf('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, key = '']) => key);
const isSetting = (key: string): boolean => [...SETTINGS, 'NODE_ENV'].includes(key);
const service = (name: string): string[] =>
  textOf(`deploy/${name}.service`)
    .split('\n')
    .filter((line) => !line.startsWith('#'));

test('the unit for several bots is the unit for one, with a name in its places', () => {
  const several = service('wenda@').map((line) =>
    line.replace(' (%i)', '').replace('/%i.env', '/wenda.env').replaceAll('/%i', ''),
  );
  assert.deepEqual(several, service('wenda'));
});

test('the unit starts a program of the project, and everything that it lets Wenda write is its state folder', () => {
  const lines = service('wenda');
  const [, program = '', entry = ''] =
    /^ExecStart=\/usr\/bin\/node \S+ (\S+) (\S+)$/m.exec(lines.join('\n')) ?? [];
  assert.ok(isThere(program) && isThere(`${entry}.ts`), `${program} ${entry}`);
  const pairs = lines
    .filter((line) => line.startsWith('Environment='))
    .flatMap((line) => Object.entries(parseEnv(line.slice('Environment='.length))));
  assert.ok(pairs.length >= 4);
  for (const [key, value] of pairs) {
    assert.ok(isSetting(key), key);
    if (key !== 'NODE_ENV') assert.match(value, /^\/var\/lib\/wenda\//);
  }
});

test('the image copies files that exist, sets settings that exist, and starts programs that exist', () => {
  const stages = parseDockerfile(textOf('deploy/Dockerfile'));
  const ignored = textOf('.dockerignore').split('\n').filter(Boolean);
  assert.equal(stages.length, 2);
  for (const { name, text } of stages.flatMap(({ instructions }) => instructions)) {
    if (name === 'COPY' && !text.startsWith('--from='))
      for (const source of text.split(' ').slice(0, -1))
        assert.ok(isThere(source) && !ignored.includes(source), source);
    if (name === 'ENV') for (const key of Object.keys(parseEnv(text))) assert.ok(isSetting(key), key);
    if (name === 'CMD')
      assert.deepEqual(
        parseCommand(text).filter((part) => part.includes('/') && !isThere(part) && !isThere(`${part}.ts`)),
        [],
      );
  }
  // Secrets and what is made on this machine stay out of it.
  for (const entry of ['.env', '.git', 'node_modules', 'dist', 'data/state', 'data/index'])
    assert.ok(ignored.includes(entry), entry);
});

type Service = {
  build?: { context: string; dockerfile: string };
  command?: string[];
  env_file: string;
  environment: Record<string, string>;
  read_only: boolean;
  volumes: string[];
};

test('of the services in compose.yaml one writes the index, the other serves it, and neither writes elsewhere', () => {
  const { services, volumes } = parse(textOf('deploy/compose.yaml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, null>;
  };
  const { build, wenda } = services;
  assert.ok(build !== undefined && wenda !== undefined);
  assert.ok(isThere(path.join('deploy', build.build?.context ?? 'none', build.build?.dockerfile ?? '')));
  assert.ok(isThere(`${build.command?.find((part) => part.includes('build-index')) ?? ''}.ts`));
  const written = ({ volumes: own }: Service): string[] =>
    own.filter((volume) => !volume.endsWith(':ro')).map((volume) => volume.split(':')[0] ?? '');
  assert.deepEqual(written(build), ['index']);
  assert.deepEqual(written(wenda), ['state']);
  assert.deepEqual(Object.keys(volumes).sort(), ['index', 'state']);
  for (const { environment, read_only } of [build, wenda]) {
    assert.equal(read_only, true);
    for (const key of Object.keys(environment)) assert.ok(isSetting(key), key);
  }
});

test('every metric of the dashboard, the alarms and the documents is one that Wenda has', async () => {
  const { emulator: telegram, url } = await startTelegram(TOKEN);
  const bot = run('src/main', [], { ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: url });
  await bot.waitForText('@wenda_test_bot is answering');
  // The first question makes the histogram of answers.
  telegram.say(7, { id: 7, is_bot: false, first_name: '读者' }, '青禾科技的发行价格');
  await telegram.waitFor('sendMessage', () => true);
  const [, pages = ''] = /pages on (\S+)/.exec(bot.out.stderr) ?? [];
  const text = await (await fetch(`${pages}/metrics`)).text();
  bot.signal('SIGTERM');
  await bot.exited;
  const known = new Set([...text.matchAll(/^(wenda_\w+)/gm)].map(([, name = '']) => name));
  for (const file of [
    ...['deploy/grafana-dashboard.json', 'deploy/alerts.yml'],
    ...['docs/operations.md', 'docs/operations.zh-CN.md'],
  ]) {
    const named = [...textOf(file).matchAll(/\bwenda_\w+/g)].map(([name]) => name);
    assert.ok(named.length > 3, file);
    const missing = named.filter(
      (name) => !known.has(name) && !known.has(`${name}_bucket`) && !/^wenda_(?:process|nodejs)_$/.test(name),
    );
    assert.deepEqual(missing, [], file);
  }
});

test('the proxies lead to the port that Wenda has by default, and show no metrics', () => {
  const [, port = ''] = /^# PORT=(\d+)$/m.exec(textOf('.env.example')) ?? [];
  for (const file of ['nginx.conf', 'Caddyfile']) {
    const text = textOf(`deploy/${file}`);
    assert.match(text, new RegExp(`127\\.0\\.0\\.1:${port}\\b`));
    assert.match(text, /\/metrics/);
  }
});

test('every file of deploy/ is named in the operations page', () => {
  const page = textOf('docs/operations.md');
  for (const file of readdirSync(path.join(PROJECT, 'deploy')))
    assert.ok(page.includes(`deploy/${file}`), file);
});
