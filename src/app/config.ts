// Configuration: a pure function of the environment. Every key is described in .env.example.
import path from 'node:path';
import type { AllowedReaders } from '../bot/access.ts';
import { BUNDLED_MODEL, type ModelRecipe, recipeFor } from '../embedding/known-models.ts';
import type { ModelChoice } from '../embedding/model-files.ts';
import { Failure } from '../system/failure.ts';
import type { Weekly } from '../insight/weekly.ts';
import type { Brand } from '../locales/brand.ts';
import type { LogLevel } from '../system/logger.ts';
import { readBrand } from './brand-settings.ts';
import { type DeskSettings, readDesk } from './desk-settings.ts';
import { readDigest } from './digest-setting.ts';
import { isReachedDirectly, parseProxy } from './proxy.ts';
import { type Environment, type IdKind, readSettings } from './settings.ts';

export type { Environment } from './settings.ts';

/**
 * How readers reach Wenda: through Telegram with a token, else at a prompt in the terminal; through pages in both
 * cases.
 */
export type Mode =
  | {
      kind: 'telegram';
      token: string;
      apiRoot: string;
      /** Where Telegram sends updates; without it they are polled. A missing secret is made up at each start. */
      webhook: { url: string; secret: string | undefined } | undefined;
    }
  | { kind: 'terminal' };

/** Where pages are served. */
export type WebAddress = {
  host: string;
  port: number;
  /** Whether a taken port is an error, because something passes requests on to it; otherwise the next free one is used. */
  isPortFixed: boolean;
  /** Address under which readers see the pages, without a trailing slash; undefined if the pages are not public. */
  publicUrl: string | undefined;
};

export type Config = {
  mode: Mode;
  /** Between this process and the Bot API; may have a password in it. */
  proxy: URL | undefined;
  web: WebAddress;
  /** Telegram accounts of operators. */
  adminIds: readonly number[];
  /** The group of the people whom readers are handed over to; without it an operator may choose one. */
  staffChat: number | undefined;
  /** How they work. */
  desk: DeskSettings;
  /** Who may ask besides operators and those who join by invite; undefined if the wiki is public. */
  allowed: AllowedReaders | undefined;
  /** Questions that a reader may ask a minute; 0 means any number. */
  questionsPerMinute: number;
  /** Whether, in groups, only the person who asked sees that there is no sure answer. */
  ephemeral: boolean;
  /** Whether whole articles are sent as rich messages. */
  richMessages: boolean;
  /** The wiki's name, looks and contact. */
  brand: Brand;
  articlesDir: string;
  indexDir: string;
  /** Whether the index is rebuilt after edits while serving. */
  watch: boolean;
  stateDir: string;
  /** Name of the time zone that days and hours are meant in, such as `Asia/Shanghai`. */
  timeZone: string;
  /** When operators get the last week's digest; undefined: not by itself. */
  digest: Weekly | undefined;
  /** Folder with the calibrations that `npm run calibrate` writes, one file per model. */
  calibrationDir: string;
  synonymsFile: string;
  /** Folder with what operators have taught. */
  teachingDir: string;
  /** Folder with labelled questions of this wiki (`*.jsonl`). */
  questionsDir: string;
  /** Share of the questions without an answer that may get one all the same, 0.01 to 0.5. */
  falseAnswers: number;
  model: ModelChoice;
  log: { level: LogLevel; format: 'text' | 'json' };
};

const TELEGRAM_API = 'https://api.telegram.org';
const ACCOUNT: IdKind = { pattern: /^[1-9]\d{0,15}$/, name: 'Telegram accounts' };
const CHAT: IdKind = { pattern: /^-?[1-9]\d{0,15}$/, name: 'Telegram chats' };
const MODEL_HUB = 'https://huggingface.co';

/**
 * Reads the configuration.
 * @param projectRoot Wenda's own folder, where relative paths start unless it is installed as a package
 * @throws Failure `config` that lists every bad key at once
 */
export function loadConfig(env: Environment, projectRoot: string): Config {
  const settings = readSettings(env, projectRoot);
  const { text, folder, oneOf, address, ids, count, problem } = settings;

  const mode = readMode();
  const articlesDir = folder('ARTICLES_DIR', 'data/articles');
  const config: Config = {
    mode,
    proxy: mode.kind === 'telegram' ? readProxy(mode.apiRoot) : undefined,
    web: readWeb(),
    adminIds: ids('ADMIN_IDS', ACCOUNT) ?? [],
    staffChat: readStaffChat(),
    desk: readDesk(settings, ACCOUNT),
    allowed: readAllowed(),
    questionsPerMinute: readQuestionsPerMinute(),
    ephemeral: oneOf('EPHEMERAL', ['on', 'off']) !== 'off',
    richMessages: oneOf('RICH_MESSAGES', ['on', 'off']) === 'on',
    brand: readBrand(settings),
    articlesDir,
    indexDir: folder('INDEX_DIR', 'data/index'),
    watch: oneOf('WATCH', ['on', 'off']) !== 'off',
    stateDir: folder('STATE_DIR', 'data/state'),
    timeZone: readTimeZone(),
    digest: readDigest(settings),
    calibrationDir: folder('CALIBRATION_DIR', 'data/calibration'),
    synonymsFile: folder('SYNONYMS_FILE', 'data/synonyms.txt'),
    teachingDir: folder('TEACHING_DIR', path.join(articlesDir, 'wenda')),
    questionsDir: folder('QUESTIONS_DIR', 'data/questions'),
    falseAnswers: readFalseAnswers(),
    model: readModel(),
    log: {
      level: oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error']) ?? 'info',
      format: oneOf('LOG_FORMAT', ['text', 'json']) ?? 'text',
    },
  };
  if (settings.problems.length > 0)
    throw new Failure('config', `${settings.problems.join('; ')}. See .env.example`);
  return config;

  function readTimeZone(): string {
    const zone = text('TIME_ZONE') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    } catch {
      problem(`TIME_ZONE is "${zone}"; write a name like Asia/Shanghai`);
      return 'UTC';
    }
  }

  function readFalseAnswers(): number {
    const value = text('FALSE_ANSWERS') ?? '0.08';
    const share = /^0?\.\d+$/.test(value) ? Number(value) : 0;
    if (share < 0.01 || share > 0.5) problem(`FALSE_ANSWERS is "${value}"; write a share from 0.01 to 0.5`);
    return share;
  }

  function readWeb(): WebAddress {
    const host = text('HOST') ?? '127.0.0.1';
    const port = readPort();
    const publicUrl = text('PUBLIC_URL') === undefined ? undefined : address('PUBLIC_URL', '');
    const isPortFixed = publicUrl !== undefined || (mode.kind === 'telegram' && mode.webhook !== undefined);
    return { host, port, isPortFixed, publicUrl };
  }

  function readPort(): number {
    const value = text('PORT') ?? '8080';
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
      problem(`PORT is "${value}"; write a number from 0 (any free port) to 65535`);
    return Number(value);
  }

  function readStaffChat(): number | undefined {
    const value = text('STAFF_CHAT');
    if (value === undefined) return undefined;
    if (!/^-100\d{1,13}$/.test(value))
      problem(
        `STAFF_CHAT is "${value}"; write the number of a group with topics, which begins with -100, or choose the group with /admin staff`,
      );
    return Number(value);
  }

  function readAllowed(): AllowedReaders | undefined {
    const chats = ids('ALLOWED_CHATS', CHAT);
    const users = ids('ALLOWED_USERS', ACCOUNT);
    return chats === undefined && users === undefined
      ? undefined
      : { chats: chats ?? [], users: users ?? [] };
  }

  function readQuestionsPerMinute(): number {
    const value = text('QUESTIONS_PER_MINUTE') ?? '20';
    if (!/^\d{1,4}$/.test(value))
      problem(`QUESTIONS_PER_MINUTE is "${value}"; write a number from 1 to 9999, or 0 for no limit`);
    return Number(value);
  }

  function readMode(): Mode {
    const apiRoot = address('TELEGRAM_API_ROOT', TELEGRAM_API);
    const token = text('BOT_TOKEN');
    if (token === undefined) return { kind: 'terminal' };
    // The value is a secret and stays out of the message.
    if (!/^\d+:[\w-]{20,}$/.test(token))
      problem(
        'BOT_TOKEN does not look like a token (digits, a colon, 35 letters and digits); copy it from @BotFather',
      );
    return { kind: 'telegram', token, apiRoot, webhook: readWebhook() };
  }

  function readWebhook(): { url: string; secret: string | undefined } | undefined {
    const secret = text('WEBHOOK_SECRET');
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret))
      problem('WEBHOOK_SECRET must be 1 to 256 letters of A–Z and a–z, digits, _ and -');
    if (text('WEBHOOK_URL') === undefined) return undefined;
    const url = address('WEBHOOK_URL', '');
    if (URL.canParse(url) && new URL(url).pathname === '/')
      problem(`WEBHOOK_URL is "${url}"; give it a path of its own, such as ${url}/webhook`);
    return { url, secret };
  }

  /** Other programs read these keys too, in small letters as well. The value may have a password in it. */
  function readProxy(apiRoot: string): URL | undefined {
    const own = text('HTTPS_PROXY') ?? text('https_proxy');
    const value = own ?? text('ALL_PROXY') ?? text('all_proxy');
    const exceptions = text('NO_PROXY') ?? text('no_proxy') ?? '';
    if (value === undefined || !URL.canParse(apiRoot) || isReachedDirectly(apiRoot, exceptions))
      return undefined;
    const proxy = parseProxy(value);
    if (proxy === undefined)
      problem(
        `${own === undefined ? 'ALL_PROXY' : 'HTTPS_PROXY'} is no address of a proxy; write http://, https://, socks5:// or socks5h:// with its host and port`,
      );
    return proxy;
  }

  function readModel(): ModelChoice {
    const overrides: Partial<ModelRecipe> = {};
    const pooling = oneOf('EMBEDDING_POOLING', ['mean', 'cls']);
    const dtype = oneOf('EMBEDDING_DTYPE', ['q8', 'fp32']);
    const maxTokens = count('EMBEDDING_MAX_TOKENS');
    if (pooling !== undefined) overrides.pooling = pooling;
    if (dtype !== undefined) overrides.dtype = dtype;
    if (maxTokens !== undefined) overrides.maxTokens = maxTokens;
    // Prefixes keep their blanks: "query: " ends with one.
    if (env['EMBEDDING_QUERY_PREFIX']) overrides.queryPrefix = env['EMBEDDING_QUERY_PREFIX'];
    if (env['EMBEDDING_PASSAGE_PREFIX']) overrides.passagePrefix = env['EMBEDDING_PASSAGE_PREFIX'];
    const configured = text('EMBEDDING_MODEL') ?? BUNDLED_MODEL;
    const id = /^\.{1,2}[\\/]/.test(configured) ? path.resolve(settings.base, configured) : configured;
    return {
      id,
      recipe: recipeFor(id, overrides),
      modelsDir: path.resolve(projectRoot, 'data/models'),
      cacheDir: folder('MODEL_CACHE_DIR', 'data/models/cache'),
      hubUrl: address('HF_ENDPOINT', MODEL_HUB),
    };
  }
}
