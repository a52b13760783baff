// Runs the commands of docs/operations.md in a machine that boots from an empty Debian, in the order of the page. Packages come
// from caches that were filled before: the machine has no network, so that its ports are nobody else's.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../../../../src/system/failure.ts';
import { type GrowingProof, PROJECT } from '../proof.ts';
import { shellBlocks } from './blocks.ts';
import { CHECKS } from './checks.ts';
import { copyProject, createDebian, run, within } from './debian.ts';
import { bootMachine } from './machine.ts';

/** What a booting machine needs, what the page takes for granted, and what the checks use. */
const SYSTEM = 'systemd,systemd-sysv,dbus,git,openssl';
const PLACE = '/opt/wenda';

export async function provePage(
  proof: GrowingProof,
  home: string,
  log: (line: string) => void,
): Promise<void> {
  const page = await readFile(path.join(PROJECT, 'docs', 'operations.md'), 'utf8');
  const blocks = shellBlocks(page).filter(({ kind }) => kind === '');
  const root = path.join(home, 'machine');
  await createDebian(root, SYSTEM, '/usr');
  await fillCaches(root, blocks.map(({ script }) => script).join(''));
  await copyProject(path.join(root, PLACE), () => false);
  await writeFile(path.join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });

  const machine = await bootMachine(root, {
    npm_config_offline: 'true',
    // The headers are there as well, and nothing is downloaded.
    npm_config_nodedir: '/usr',
  });
  try {
    await machine.sh(`
      cd ${PLACE} && git init --quiet && git add --all
      git -c user.name=a -c user.email=a@example.com commit --quiet --message 'first'
      git tag v0.1.0 && git clone --quiet --bare . /srv/wenda.git && git remote add origin /srv/wenda.git`);
    for (const { section, script } of blocks) {
      const { before = '', after = '' } =
        CHECKS[Object.keys(CHECKS).find((text) => script.includes(text)) ?? ''] ?? {};
      const name = `${section}: ${script.split('\n')[0] ?? ''}`;
      try {
        await machine.sh(`cd ${PLACE}\n${before}`);
        await machine.sh(`cd ${PLACE}\n${script}`);
        await machine.sh(`cd ${PLACE}\n${after}`);
        proof.count(`blocks of the section ${section}`);
        log(name);
      } catch (error) {
        const units = await machine.sh('journalctl --no-pager --lines 15 --priority info').catch(reasonOf);
        proof.failures.push(`${name}: ${reasonOf(error)}; the machine's log: ${units.slice(-1500)}`);
        log(`failed: ${name}`);
      }
    }
    const rating = await machine.sh('systemd-analyze security wenda --no-pager | tail -1');
    proof.figures.set('systemd-analyze security', /[\d.]+ \w+/.exec(rating)?.[0] ?? rating);
  } finally {
    await machine.stop();
  }
}

/** Downloads the packages that the scripts install, by npm's own commands and by apt's. */
async function fillCaches(root: string, scripts: string): Promise<void> {
  const debs = new Set(
    [...scripts.matchAll(/^apt-get install (.*)$/gm)].flatMap(([, list = '']) =>
      list.split(' ').filter((word) => !word.startsWith('-')),
    ),
  );
  const warm = path.join(root, 'tmp-warm');
  await mkdir(warm);
  await run('cp', [
    ...['package.json', 'package-lock.json', '.npmrc'].map((name) => path.join(PROJECT, name)),
    warm,
  ]);
  const globals = [...scripts.matchAll(/^npm install --global (.*)$/gm)]
    .map(([, names = '']) => names)
    .join(' ');
  const script = `
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends --download-only ${[...debs].join(' ')}
    cd /tmp-warm && npm ci --ignore-scripts && npm install --prefix /tmp-warm/globals --ignore-scripts ${globals}
    rm -rf /tmp-warm`;
  await run('systemd-nspawn', [...within(root, { options: ['--pipe'] }), 'sh', '-euc', script]);
}
