// The chat page: listens to the server, and connects the parts.
import type { Actions } from './actions.ts';
import { createComposer } from './composer.ts';
import { byId } from './dom.ts';
import { showEmpty } from './empty.ts';
import { createLog } from './log.ts';
import { startParameter, takeStartParameter } from './links.ts';
import { ask } from './server.ts';
import { startTheme } from './theme.ts';
import { toast } from './toast.ts';
import { type Asked, createWhyPanel } from './why.ts';
import type { ChatEvent, ChatKind, Pressed, Setup } from './wire.ts';
import { useWords, word } from './words.ts';

/** Milliseconds after which the typing sign ends; a bot repeats it every five seconds. */
const TYPING_MS = 6000;
/** Milliseconds before reopening a stream that the server has refused. */
const RETRY_MS = 2000;

let setup: Setup | undefined;
let chat: ChatKind = 'private';
let typing: ReturnType<typeof setTimeout> | undefined;
let connected = true;
let stream: EventSource | undefined;

const actions: Actions = {
  say: (text) => {
    void send(text, undefined);
    composer.focus();
  },
  start: (parameter) => {
    open('private');
    awaitAnswer();
    void ask('start', { parameter }).then(orSayFailed);
  },
  press: (messageId, data, pressed) => void press(messageId, data, pressed),
  copy: (text) => {
    void navigator.clipboard.writeText(text).then(() => {
      toast(word('copied'));
    });
  },
  reply: (message) => {
    composer.replyTo(message);
  },
  jumpTo: (messageId) => {
    log.jumpTo(messageId);
  },
  botName: () => setup?.bot.username ?? '',
};

const log = createLog(actions, () => {
  if (setup !== undefined) showEmpty(chat, log.messages(chat).length === 0, setup, actions.say);
});
const composer = createComposer({ chat: () => chat, actions, send });
const why = createWhyPanel(lastQuestion);

async function send(text: string, replyTo: number | undefined): Promise<boolean> {
  // In a group the bot may not answer.
  if (chat === 'private') awaitAnswer();
  const said = await ask('say', { chat, text, replyTo });
  orSayFailed(said);
  return said !== undefined;
}

async function press(messageId: number, data: string, pressed: HTMLElement): Promise<void> {
  pressed.setAttribute('aria-busy', 'true');
  log.expect();
  const outcome = await ask<Pressed>('press', { chat, messageId, data });
  pressed.removeAttribute('aria-busy');
  if (outcome === undefined) toast(word('failed'));
  else if (!outcome.answered) toast(word('unanswered'));
  if (outcome?.text !== undefined) toast(outcome.text);
  const parameter = outcome?.url === undefined ? undefined : startParameter(outcome.url, actions.botName());
  if (parameter !== undefined) actions.start(parameter);
}

function orSayFailed(answer: unknown): void {
  if (answer !== undefined) return;
  stopTyping();
  toast(word('failed'));
}

/** A command other than /ask asks nothing; more of an earlier answer is a reply to its question. */
function lastQuestion(): Asked | undefined {
  const shown = log.messages(chat);
  const said = shown.filter(({ own, viaBot, text }) => own && !viaBot && !/^\/(?!ask\b)/i.test(text)).at(-1);
  if (said === undefined) return undefined;
  const answer = shown.filter(({ own, id, replyTo }) => !own && id > said.id && replyTo?.own === true).at(-1);
  const question = shown.find(({ id }) => id === answer?.replyTo?.id) ?? said;
  const buttons = answer?.keyboard.flat() ?? [];
  const data = buttons.find((button) => /^[rw]:/.test(button.data ?? ''))?.data ?? '';
  return { question: question.text, data };
}

function awaitAnswer(): void {
  clearTimeout(typing);
  typing = setTimeout(stopTyping, TYPING_MS);
  showStatus();
}

function stopTyping(): void {
  clearTimeout(typing);
  typing = undefined;
  showStatus();
}

function showStatus(): void {
  const status = byId('status', HTMLElement);
  status.textContent = !connected ? word('connecting') : typing === undefined ? '' : word('typing');
}

function open(kind: ChatKind): void {
  const moved = kind !== chat;
  chat = kind;
  for (const tab of document.querySelectorAll<HTMLElement>('[data-chat]'))
    tab.setAttribute('aria-current', String(tab.dataset['chat'] === kind));
  const name = byId('chat-name', HTMLElement);
  if (kind === 'private') name.textContent = setup?.bot.name ?? '';
  else name.textContent = word(kind);
  if (!moved) return;
  stopTyping();
  log.show(kind);
  composer.moved(kind === 'elsewhere' ? `@${actions.botName()} ` : '');
  why.update();
}

function hear(event: ChatEvent): void {
  switch (event.kind) {
    case 'setup': {
      const changed = setup !== undefined && setup.language !== event.setup.language;
      const isFirst = setup === undefined;
      ({ setup } = event);
      useWords(setup);
      byId('language', HTMLSelectElement).value = setup.language;
      open(chat);
      showStatus();
      const parameter = isFirst ? takeStartParameter() : undefined;
      if (parameter !== undefined) actions.start(parameter);
      if (changed) {
        log.refresh();
        why.update();
      }
      return;
    }
    case 'history':
      log.reset(event.chat, event.messages);
      if (event.chat !== chat) return;
      composer.heard(event.messages);
      why.update();
      return;
    case 'message':
    case 'edited':
      log.put(event.chat, event.message);
      if (event.chat !== chat || event.message.own) return;
      stopTyping();
      why.update();
      return;
    case 'deleted':
      log.remove(event.chat, event.messageId);
      return;
    case 'typing':
      if (event.chat === chat) awaitAnswer();
      return;
    case 'reaction':
      log.react(event.chat, event.messageId, event.emoji);
  }
}

/**
 * Only a visible page has a stream: a browser has six connections to a server for all its tabs, and a stream takes one.
 */
function listen(): void {
  if (stream !== undefined || document.hidden) return;
  const events = (stream = new EventSource('/chat/events'));
  events.addEventListener('open', () => {
    connected = true;
    showStatus();
  });
  events.addEventListener('message', ({ data }: MessageEvent<string>) => {
    hear(JSON.parse(data) as ChatEvent);
  });
  events.addEventListener('error', () => {
    connected = false;
    showStatus();
    // The browser itself reopens a lost connection, but not a refused one.
    if (events.readyState !== EventSource.CLOSED) return;
    stream = undefined;
    setTimeout(listen, RETRY_MS);
  });
}

startTheme();
byId('language', HTMLSelectElement).addEventListener('change', ({ currentTarget }) => {
  const language = (currentTarget as HTMLSelectElement).value;
  void ask('language', { language }).then(orSayFailed);
});
for (const tab of document.querySelectorAll<HTMLElement>('[data-chat]'))
  tab.addEventListener('click', () => {
    open(tab.dataset['chat'] as ChatKind);
    composer.focus();
  });
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else listen();
});
listen();
