// The way to Telegram: proxy, Bot API, token, webhook, and whether the clocks agree.
import { connect } from 'node:net';
import { reasonOf } from '../../system/failure.ts';
import { isObject } from '../../system/is-object.ts';
import type { Check } from '../../terminal/check-lines.ts';
import type { Config, Mode } from '../config.ts';
import { createProxyAgent } from '../proxy.ts';
import { askBotApi, type BotApiAnswer } from './bot-api.ts';

/** Milliseconds that a request may take: in parallel, so that all is over in ten seconds. */
const PATIENCE_MS = 6000;
/** The same for the proxy to connect: it is the one to be named. */
const PROXY_MS = 5000;
/** Seconds: the clock of a machine without NTP drifts by that in weeks; certificates and webhooks need minutes. */
const DRIFT_S = 30;

export type TelegramToCheck = Pick<Config, 'proxy'> & {
  mode: Extract<Mode, { kind: 'telegram' }>;
  /** Whether the token is an operator's; otherwise the way is checked all the same. */
  hasToken: boolean;
};

/** Asks who the bot is and where its updates go; changes nothing there. */
export async function checkTelegram({ proxy, mode, hasToken }: TelegramToCheck): Promise<Check[]> {
  const agent = proxy === undefined ? undefined : await createProxyAgent(proxy, PROXY_MS);
  const ask = (method: string): Promise<BotApiAnswer> =>
    askBotApi(mode, method, { agent, signal: AbortSignal.timeout(PATIENCE_MS) });
  try {
    const [proxyCheck, me, webhook] = await Promise.all([
      proxy === undefined ? undefined : checkProxy(proxy),
      ask('getMe'),
      hasToken ? ask('getWebhookInfo') : undefined,
    ]);
    return [
      proxyCheck ?? { name: 'proxy', state: 'ok', found: 'none; HTTPS_PROXY or ALL_PROXY would name one' },
      checkReach(mode.apiRoot, me, hasToken),
      ...checkClock(me),
      ...(hasToken ? [] : [WITHOUT_TOKEN]),
      ...(hasToken ? [checkToken(me)] : []),
      ...(webhook === undefined || !('status' in webhook) || webhook.status !== 200
        ? []
        : [checkWebhook(mode, webhook.result)]),
    ];
  } finally {
    agent?.destroy();
  }
}

const WITHOUT_TOKEN: Check = {
  name: 'token',
  state: 'hint',
  found: 'there is none: Wenda answers on its chat page and at a prompt',
  next: 'for Telegram, get a token from @BotFather and write BOT_TOKEN=… into the file .env',
};

/** Whether something listens there; the password stays out of what is printed. */
function checkProxy({ hostname, port, protocol }: URL): Promise<Check> {
  const found = `${protocol}//${hostname}${port === '' ? '' : `:${port}`}`;
  const standard = protocol === 'https:' ? 443 : protocol === 'http:' ? 80 : 1080;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || standard });
    const end = (check: Check): void => {
      socket.destroy();
      resolve(check);
    };
    const wrong = (why: string): Check => ({
      name: 'proxy',
      state: 'wrong',
      found: `${found} does not answer (${why})`,
      next: 'start the proxy, or correct HTTPS_PROXY or ALL_PROXY',
    });
    socket.setTimeout(PATIENCE_MS, () => {
      end(wrong('no answer in time'));
    });
    socket.once('connect', () => {
      end({ name: 'proxy', state: 'ok', found });
    });
    socket.once('error', (error) => {
      end(wrong(reasonOf(error)));
    });
  });
}

/** Without a token nobody needs Telegram yet. */
function checkReach(apiRoot: string, me: BotApiAnswer, hasToken: boolean): Check {
  const name = 'Bot API';
  if ('status' in me) return { name, state: 'ok', found: `${apiRoot} answers` };
  return {
    name,
    state: hasToken ? 'wrong' : 'hint',
    found: `${apiRoot} cannot be reached (${me.error})`,
    next: 'look at the network, or name a proxy in HTTPS_PROXY',
  };
}

function checkToken(me: BotApiAnswer): Check {
  const name = 'token';
  if (!('status' in me))
    return { name, state: 'hint', found: 'it has the right form; Telegram was not asked' };
  const { status, result, description } = me;
  if (status === 200 && isObject(result) && typeof result['username'] === 'string')
    return { name, state: 'ok', found: `@${result['username']}, https://t.me/${result['username']}` };
  return {
    name,
    state: 'wrong',
    found: `Telegram refuses it (${status} ${description})`,
    next: 'copy BOT_TOKEN again from @BotFather; /revoke there makes a new one',
  };
}

function checkClock(me: BotApiAnswer): Check[] {
  if (!('status' in me) || me.date === undefined) return [];
  const seconds = Math.round((Date.now() - me.date) / 1000);
  const name = 'clock';
  if (Math.abs(seconds) <= DRIFT_S) return [{ name, state: 'ok', found: 'agrees with Telegram' }];
  const found = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Telegram`;
  return [{ name, state: 'hint', found, next: 'switch on time synchronisation (timedatectl set-ntp true)' }];
}

function checkWebhook(mode: TelegramToCheck['mode'], info: unknown): Check {
  const name = 'updates';
  const { url, pending_update_count: pending, last_error_message: problem } = isObject(info) ? info : {};
  const installed = typeof url === 'string' ? url : '';
  const waiting = typeof pending === 'number' && pending > 0 ? `, ${pending} waiting` : '';
  const wanted = mode.webhook?.url;
  if (wanted === undefined && installed !== '')
    return {
      name,
      state: 'wrong',
      found: `Telegram sends them to ${installed}, so they cannot be polled${waiting}`,
      next: 'set WEBHOOK_URL to that address, or delete the webhook (deleteWebhook)',
    };
  if (wanted === undefined) return { name, state: 'ok', found: `polled${waiting}` };
  if (installed !== wanted)
    return {
      name,
      state: 'hint',
      found: `Telegram does not send them to ${wanted} yet${waiting}`,
      next: 'npm start tells Telegram the address',
    };
  if (typeof problem === 'string')
    return {
      name,
      state: 'hint',
      found: `sent to ${wanted}${waiting}; Telegram’s last problem there: ${problem}`,
      next: 'check the reverse proxy and the certificate of that address',
    };
  return { name, state: 'ok', found: `sent to ${wanted}${waiting}` };
}
