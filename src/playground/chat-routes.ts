// The routes of the chat page: its files, its events, and its reader's actions. They know nothing of what the bot does
// with them.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { createAssetResponder } from './chat-assets.ts';
import { createChatEvents } from './chat-events.ts';
import { chatPage, type Looks } from './chat-html.ts';
import { type BotApiEmulator, Refusal } from '../emulator/emulator.ts';
import { localOnly } from '../web/local-only.ts';
import type { Command, InlineAnswer, Pressed, Setup, Why } from './page/wire.ts';
import type { ReaderChats } from './reader-chats.ts';
import * as read from './requests.ts';

export type ChatRoutesOptions = {
  emulator: BotApiEmulator;
  chats: ReaderChats;
  /** The page's initial data, in the reader's language. */
  setup: () => Setup;
  /** The question that the bot finds in a text; empty if there is none. */
  questionIn: (said: string) => string;
  /** `data`: that of a button of the answer, which says what the question took over from the conversation. */
  explain: (question: string, data: string) => Promise<Why>;
  /** Folder with the compiled script of the page. */
  assetsDir: string;
  /** Names under which the page may be reached, besides those of this machine. */
  hosts?: readonly string[] | undefined;
  /** The operator's own looks. */
  looks?: Looks | undefined;
  onError: (error: unknown) => void;
};

/** Routes below `/chat`, and a function that ends their event streams. */
export type ChatRoutes = { routes: Hono; close: () => void };

/** Bytes of a request's body. */
const MAX_BODY = 64 * 1024;
/** UTF-16 units of callback data, an inline query and its offset; no client sends longer ones. */
const MAX_DATA = 64;
const MAX_QUERY = 256;

export function createChatRoutes(options: ChatRoutesOptions): ChatRoutes {
  const { emulator, chats, setup, questionIn, explain, assetsDir, hosts, looks, onError } = options;
  const asset = createAssetResponder(assetsDir);
  const events = createChatEvents({ emulator, chats, setup, onError });

  /** Results on the reader's screen. */
  const shown = new Set<string>();

  const routes = new Hono();
  routes.onError((error, context) => {
    if (error instanceof read.BadRequest) return context.json({ error: error.message }, 400);
    // Texts are judged as by Telegram, e.g. those of invisible characters only.
    if (error instanceof Refusal && error.code === 400) return context.json({ error: error.message }, 400);
    onError(error);
    return context.json({ error: 'Something went wrong here; the log says what.' }, 500);
  });
  // Scoped, because other pages of the same server are public.
  routes.use('/chat/*', async (context, next) => {
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  routes.use('/chat/*', localOnly(hosts));
  routes.use(
    '/chat/*',
    bodyLimit({
      maxSize: MAX_BODY,
      onError: (context) => context.json({ error: `A body has at most ${MAX_BODY} bytes.` }, 413),
    }),
  );

  routes.get('/chat', (context) => {
    chats.suggest(context.req.header('accept-language'));
    return context.html(chatPage(setup(), looks));
  });
  routes.get('/chat/assets/:name', etag(), asset);
  // Browsers tell the kind of a picture by its bytes.
  routes.get('/chat/files/:id', (context) => {
    const file = emulator.file(context.req.param('id'));
    if (file?.as !== 'photo' || file.address !== undefined)
      return context.json({ error: 'There is no such picture here.' }, 404);
    return context.body(Uint8Array.from(file.bytes), 200, { 'content-type': 'image/png' });
  });
  routes.get('/chat/events', (context) => {
    // A page that is open across a restart only reconnects, so this request tells its languages.
    chats.suggest(context.req.header('accept-language'));
    return events.stream(context);
  });

  routes.post('/chat/say', async (context) => {
    const body = await bodyOf(context);
    const [chat, text] = [read.chatIn(body), read.textIn(body)];
    const said = emulator.say(chats.chatId(chat), chats.user(), text, read.repliedIn(body));
    return context.json({ id: said.message_id });
  });

  routes.post('/chat/press', async (context) => {
    const body = await bodyOf(context);
    const chatId = chats.chatId(read.chatIn(body));
    const messageId = read.messageIdIn(body, 'messageId');
    const data = read.stringIn(body, 'data', MAX_DATA);
    if (!emulator.messages(chatId).some(({ message_id }) => message_id === messageId))
      return context.json({ error: `There is no message ${messageId} in this chat.` }, 404);
    const outcome = await emulator.press(chatId, messageId, chats.user(), data);
    if (!outcome.answered) return context.json<Pressed>(outcome);
    const { answered, text, url } = outcome;
    return context.json<Pressed>({ answered, text, url });
  });

  routes.post('/chat/inline', async (context) => {
    const body = await bodyOf(context);
    const chatId = chats.chatId(read.chatIn(body));
    const query = read.stringIn(body, 'query', MAX_QUERY);
    const offset = read.stringIn(body, 'offset', MAX_DATA);
    const outcome = await emulator.inline(chats.user(), query, offset, chatId);
    if (!outcome.answered)
      return context.json<InlineAnswer>({ answered: false, results: [], nextOffset: '' });
    const { results, nextOffset, button } = outcome;
    // Like the emulator, this forgets the previous list when a new one begins.
    if (offset === '') shown.clear();
    for (const { id } of results) shown.add(id);
    return context.json<InlineAnswer>({
      answered: true,
      results: results.map(({ id, title, description = '' }) => ({ id, title, description })),
      nextOffset,
      button:
        button?.start_parameter === undefined
          ? undefined
          : { text: button.text, parameter: button.start_parameter },
    });
  });

  routes.post('/chat/choose', async (context) => {
    const body = await bodyOf(context);
    const chatId = chats.chatId(read.chatIn(body));
    const resultId = read.stringIn(body, 'resultId', MAX_DATA);
    const query = read.stringIn(body, 'query', MAX_QUERY);
    if (!shown.has(resultId)) return context.json({ error: 'This result is not on the list.' }, 404);
    return context.json({ id: emulator.chooseInline(chats.user(), chatId, resultId, query).message_id });
  });

  routes.post('/chat/start', async (context) => {
    const parameter = read.parameterIn(await bodyOf(context));
    const said = emulator.start(chats.chatId('private'), chats.user(), parameter);
    return context.json({ id: said.message_id });
  });

  routes.post('/chat/language', async (context) => {
    chats.choose(read.languageIn(await bodyOf(context)));
    events.tell({ kind: 'setup', setup: setup() });
    return context.json({ language: chats.language() });
  });

  routes.get('/chat/commands', (context) => {
    const chat = read.chatIn({ chat: context.req.query('chat') });
    const isThere = !['left', 'kicked'].includes(emulator.botStanding(chats.chatId(chat)));
    // A private chat has its menu before the first message.
    const commands: Command[] =
      isThere || chat === 'private' ? emulator.commandsFor(chats.chatId(chat), chats.user()) : [];
    return context.json(commands);
  });

  routes.get('/chat/why', async (context) => {
    const question = questionIn(read.textIn({ text: context.req.query('question') }));
    if (question === '') return context.json({ error: 'This is a command, not a question.' }, 400);
    const data = read.stringIn({ data: context.req.query('data') ?? '' }, 'data', MAX_DATA);
    return context.json(await explain(question, data));
  });

  routes.all('/chat/*', (context) => context.json({ error: 'There is nothing at this address.' }, 404));
  return { routes, close: events.close };
}

async function bodyOf(context: Context): Promise<Record<string, unknown>> {
  return read.parseBody(await context.req.text());
}
