import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'dotenv';
import { type Environment, loadConfig } from '../../src/app/config.ts';
import { Failure } from '../../src/system/failure.ts';
import { PROJECT } from '../support/project.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const load = (env: Environment) => loadConfig(env, '/srv/wenda');
const messageOf = (env: Environment): string => {
  try {
    load(env);
  } catch (error) {
    assert.ok(error instanceof Failure);
    return error.message;
  }
  return assert.fail('no failure');
};

test('without any key the mode is the terminal, with pages on this machine, the bundled model and the project’s folders', () => {
  const config = load({});
  assert.deepEqual(config.mode, { kind: 'terminal' });
  assert.deepEqual(config.web, { host: '127.0.0.1', port: 8080, isPortFixed: false, publicUrl: undefined });
  assert.equal(config.articlesDir, path.resolve('/srv/wenda/data/articles'));
  assert.equal(config.model.id, 'wenda-mini');
  assert.deepEqual(config.log, { level: 'info', format: 'text' });
});

test('a token switches to Telegram', () => {
  assert.deepEqual(load({ BOT_TOKEN: ` ${TOKEN} ` }).mode, {
    kind: 'telegram',
    token: TOKEN,
    apiRoot: 'https://api.telegram.org',
    webhook: undefined,
  });
});

test('a webhook has a path of its own, and a secret that Telegram can send', () => {
  const webhookOf = (env: Record<string, string>) => {
    const { mode } = load({ BOT_TOKEN: TOKEN, ...env });
    return mode.kind === 'telegram' ? mode.webhook : undefined;
  };
  const url = 'https://bot.example.com/telegram';
  assert.deepEqual(webhookOf({ WEBHOOK_URL: `${url}/` }), { url, secret: undefined });
  assert.deepEqual(webhookOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: 'a_B-9' }), { url, secret: 'a_B-9' });
  assert.match(
    messageOf({ BOT_TOKEN: TOKEN, WEBHOOK_URL: 'https://bot.example.com', WEBHOOK_SECRET: '密' }),
    /WEBHOOK_SECRET must be 1 to 256 letters.*WEBHOOK_URL .* give it a path of its own/,
  );
});

test('what operators teach is kept beside the articles unless another folder is named', () => {
  const { teachingDir } = load({ ARTICLES_DIR: '/wiki' });
  assert.equal(teachingDir, path.resolve('/wiki/wenda'));
  assert.equal(load({ ARTICLES_DIR: '/wiki', TEACHING_DIR: '/taught' }).teachingDir, path.resolve('/taught'));
});

test('articles are watched unless that is switched off', () => {
  assert.deepEqual(
    [undefined, 'on', 'off'].map((value) => load({ WATCH: value }).watch),
    [true, true, false],
  );
  assert.match(messageOf({ WATCH: 'no' }), /WATCH is "no"; write one of on, off/);
});

test('days and hours are meant in the machine’s time zone, or in another', () => {
  assert.equal(load({}).timeZone, new Intl.DateTimeFormat().resolvedOptions().timeZone);
  assert.equal(load({ TIME_ZONE: 'asia/shanghai' }).timeZone, 'Asia/Shanghai');
  assert.match(messageOf({ TIME_ZONE: 'Mars' }), /TIME_ZONE is "Mars"; write a name like Asia\/Shanghai/);
});

test('the digest comes on a day and at a time, or never', () => {
  assert.deepEqual(load({}).digest, { weekday: 'mon', hour: 9, minute: 0 });
  assert.deepEqual(load({ DIGEST: 'Fri 18:30' }).digest, { weekday: 'fri', hour: 18, minute: 30 });
  assert.equal(load({ DIGEST: 'OFF' }).digest, undefined);
  for (const wrong of ['monday 9:00', 'mon 24:00', 'mon', '09:00'])
    assert.match(messageOf({ DIGEST: wrong }), /DIGEST is ".*"; write a day and a time like mon 09:00/);
});

test('rich messages are off unless they are switched on', () => {
  assert.deepEqual(
    [undefined, 'off', 'on', 'ON'].map((value) => load({ RICH_MESSAGES: value }).richMessages),
    [false, false, true, true],
  );
  assert.match(messageOf({ RICH_MESSAGES: 'yes' }), /RICH_MESSAGES is "yes"; write one of on, off/);
});

test('ephemeral replies are on unless they are switched off', () => {
  assert.deepEqual(
    [undefined, 'on', 'off', 'OFF'].map((value) => load({ EPHEMERAL: value }).ephemeral),
    [true, true, false, false],
  );
});

test('blank values count as not set', () => {
  assert.deepEqual(load({ BOT_TOKEN: '', ARTICLES_DIR: '  ', EMBEDDING_MODEL: '' }), load({}));
});

test('all bad keys are reported at once, by name, without repeating the token', () => {
  const message = messageOf({
    BOT_TOKEN: 'my-secret-token',
    TELEGRAM_API_ROOT: 'localhost',
    EMBEDDING_POOLING: 'max',
    EMBEDDING_MAX_TOKENS: '-1',
    EMBEDDING_DTYPE: 'int4',
    HF_ENDPOINT: 'ftp://x',
    LOG_LEVEL: 'loud',
    LOG_FORMAT: 'xml',
  });
  assert.match(message, /^\[config\] /);
  for (const key of [
    'BOT_TOKEN',
    'TELEGRAM_API_ROOT',
    'EMBEDDING_POOLING',
    'EMBEDDING_MAX_TOKENS',
    'EMBEDDING_DTYPE',
    'HF_ENDPOINT',
    'LOG_LEVEL',
    'LOG_FORMAT',
  ]) {
    assert.match(message, new RegExp(key));
  }
  assert.doesNotMatch(message, /my-secret-token/);
  assert.match(message, /See \.env\.example$/);
});

test('a model can be described by configuration, including prefixes with blanks', () => {
  const { model } = load({
    EMBEDDING_MODEL: './models/mine',
    EMBEDDING_POOLING: 'CLS',
    EMBEDDING_QUERY_PREFIX: 'query: ',
    EMBEDDING_MAX_TOKENS: '256',
    EMBEDDING_DTYPE: 'fp32',
    HF_ENDPOINT: 'https://mirror.example.org/',
  });
  assert.equal(model.id, path.resolve('/srv/wenda/models/mine'));
  assert.equal(model.hubUrl, 'https://mirror.example.org');
  assert.deepEqual(
    [model.recipe.pooling, model.recipe.queryPrefix, model.recipe.maxTokens, model.recipe.dtype],
    ['cls', 'query: ', 256, 'fp32'],
  );
});

test('.env.example documents exactly the keys that are read', () => {
  const example = readFileSync(path.join(PROJECT, '.env.example'), 'utf8');
  const documented = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]).sort();
  const source = ['config.ts', 'brand-settings.ts', 'desk-settings.ts', 'digest-setting.ts']
    .map((name) => readFileSync(path.join(PROJECT, 'src', 'app', name), 'utf8'))
    .join('\n');
  const reads = source.matchAll(
    /(?:\b(?:text|folder|oneOf|address|count|ids|minutes|read)\(\s*|env\[)'([A-Z_]+)'/g,
  );
  const read = [...new Set(Array.from(reads, (match) => match[1]))].sort();
  assert.deepEqual(documented, read);
});

test('.env.example as it stands is a valid configuration', () => {
  assert.deepEqual(load(parse(readFileSync(path.join(PROJECT, '.env.example')))), load({}));
});

test('operators must be account numbers', () => {
  assert.deepEqual(load({}).adminIds, []);
  assert.deepEqual(load({ ADMIN_IDS: ' 7, 123456789012 ,' }).adminIds, [7, 123456789012]);
  assert.match(
    messageOf({ ADMIN_IDS: '7,@ann' }),
    /ADMIN_IDS has "@ann"; write the numbers of Telegram accounts/,
  );
});

test('the staff’s group is the number of a supergroup', () => {
  assert.equal(load({}).staffChat, undefined);
  assert.equal(load({ STAFF_CHAT: ' -1001234567890 ' }).staffChat, -1_001_234_567_890);
  for (const value of ['@staff', '1234', '-1234'])
    assert.match(
      messageOf({ STAFF_CHAT: value }),
      new RegExp(`STAFF_CHAT is "${value}"; write the number of a group with topics.*/admin staff`),
    );
});

test('the staff are always there unless hours say otherwise, and have deadlines of working minutes', () => {
  assert.equal(load({}).desk.hours, undefined);
  assert.deepEqual(load({}).desk.limits, { 'first-reply': 30, 'next-reply': 60, solution: 960 });
  const { hours, limits, supervisors } = load({
    HOURS: 'mon-fri 9:00-12:00 13:30-18:00',
    HOLIDAYS: '2026-10-01..2026-10-02, +2026-10-10',
    FIRST_REPLY: '5',
    SOLUTION: 'off',
    SUPERVISOR_IDS: '7',
  }).desk;
  assert.deepEqual(hours?.week[1], [
    [540, 720],
    [810, 1080],
  ]);
  assert.deepEqual([...hours.holidays, ...hours.extraDays], ['2026-10-01', '2026-10-02', '2026-10-10']);
  assert.deepEqual(limits, { 'first-reply': 5, 'next-reply': 60, solution: undefined });
  assert.deepEqual(supervisors, [7]);
  for (const [key, value] of Object.entries({ HOURS: 'always', HOLIDAYS: 'May', NEXT_REPLY: 'soon' }))
    assert.match(messageOf({ [key]: value }), new RegExp(key));
});

test('the wiki is public unless chats or accounts are allowed, and a list without a number is an error', () => {
  assert.equal(load({ ALLOWED_CHATS: ' ', ALLOWED_USERS: '' }).allowed, undefined);
  assert.deepEqual(load({ ALLOWED_CHATS: '-1001234567890, 7' }).allowed, {
    chats: [-1001234567890, 7],
    users: [],
  });
  assert.deepEqual(load({ ALLOWED_USERS: '7,8,' }).allowed, { chats: [], users: [7, 8] });
  assert.match(
    messageOf({ ALLOWED_CHATS: '@group', ALLOWED_USERS: '-5' }),
    /ALLOWED_CHATS has "@group"; write the numbers of Telegram chats.*ALLOWED_USERS has "-5"; write the numbers of Telegram accounts/,
  );
  assert.match(messageOf({ ALLOWED_USERS: ' , ' }), /ALLOWED_USERS has ","/);
});

test('readers may ask 20 times a minute unless it is said otherwise', () => {
  const limitOf = (value?: string) => load({ QUESTIONS_PER_MINUTE: value }).questionsPerMinute;
  assert.deepEqual([undefined, '', '5', '0'].map(limitOf), [20, 20, 5, 0]);
  for (const value of ['-1', 'many', '1.5', '100000'])
    assert.match(messageOf({ QUESTIONS_PER_MINUTE: value }), /QUESTIONS_PER_MINUTE is ".*"; write a number/);
});

test('HOST, PORT and PUBLIC_URL decide where pages are served', () => {
  assert.deepEqual(load({ HOST: '0.0.0.0', PORT: '0', PUBLIC_URL: 'https://wiki.example.org/' }).web, {
    host: '0.0.0.0',
    port: 0,
    isPortFixed: true,
    publicUrl: 'https://wiki.example.org',
  });
  assert.match(
    messageOf({ PORT: '70000', PUBLIC_URL: 'wiki.example.org' }),
    /PORT is "70000".*PUBLIC_URL is "wiki/,
  );
});

test('a proxy is used for Telegram, the key for it before the one for everything', () => {
  const proxyOf = (env: Environment) => load({ BOT_TOKEN: TOKEN, ...env }).proxy?.href;
  const one = 'http://one.example:3128/';
  const other = 'socks5h://ann:secret@other.example:1080';
  assert.equal(proxyOf({}), undefined);
  assert.equal(proxyOf({ HTTPS_PROXY: one, ALL_PROXY: other }), one);
  assert.equal(proxyOf({ https_proxy: one, ALL_PROXY: other }), one);
  assert.equal(proxyOf({ ALL_PROXY: other }), other);
  assert.equal(proxyOf({ all_proxy: other }), other);
  assert.equal(proxyOf({ HTTPS_PROXY: one, NO_PROXY: 'telegram.org' }), undefined);
  assert.equal(proxyOf({ HTTPS_PROXY: one, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' }), undefined);
  assert.equal(proxyOf({ HTTPS_PROXY: one, TELEGRAM_API_ROOT: 'http://bot-api.example' }), one);
});

test('a bad proxy is reported by its key, without its password; without a token nothing needs it', () => {
  for (const key of ['HTTPS_PROXY', 'ALL_PROXY']) {
    const env = { [key]: 'ftp://ann:hush@proxy.example' };
    const message = messageOf({ BOT_TOKEN: TOKEN, ...env });
    assert.match(message, new RegExp(`^\\[config\\] ${key} is no address of a proxy; write http`));
    assert.doesNotMatch(message, /hush/);
    assert.equal(load(env).proxy, undefined);
  }
});
