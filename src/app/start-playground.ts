// The playground put together: the very bot that Telegram gets, in front of the emulated Bot API of this process. What is
// said in it is nobody's state: it is gone with the process, and kept apart from a real bot's.
import type { Opened } from '../answer/live-wiki.ts';
import { createBot } from '../bot/create-bot.ts';
import { questionIn } from '../bot/question-in.ts';
import { runBot } from '../bot/run-bot.ts';
import { createStartParameters } from '../bot/start-parameter.ts';
import type { Engine } from './open-engine.ts';
import type { WebAddress } from './config.ts';
import { createTranslations, LOCALES, translateTo } from '../locales/translations.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import type { Pages } from './site.ts';
import { createPlayground } from '../playground/playground.ts';
import { createExplain, type WhySource } from '../playground/why.ts';
import { createMemoryState } from '../storage/memory-state.ts';
import { articleUrl } from '../web/urls.ts';

export type RunningPlayground = {
  /** Address of the chat page. */
  url: string;
  stop(): Promise<void>;
};

/** @param onFailed told when the bot has ended by a mistake, which is in the log by then */
export function startPlayground(
  engine: Engine,
  { pages, web, logger }: { pages: Pages; web: WebAddress; logger: Logger },
  onFailed: () => void,
): RunningPlayground {
  const state = createMemoryState();
  const i18n = createTranslations((chatId) => state.preferences.language(chatId));
  const { live } = engine;
  const wiki = engine.wiki((id) => state.reads.count(id));
  const starts = createStartParameters({ now: Date.now });
  const playground = createPlayground({
    startBot: (options) =>
      runBot(
        createBot(options, {
          wiki: pages.watch(wiki),
          state,
          i18n,
          logger,
          during: live.during,
          pageUrl: (slug, section) => articleUrl(web.publicUrl ?? pages.url, slug, section),
          now: Date.now,
          random: Math.random,
        }),
        { logger, i18n },
      ),
    questionIn,
    explain: (question) =>
      live.during(() => createExplain(wiki.answerer, whySource(live.current()))(question)),
    examples: (language) => wiki.examples.preferring(LOCALES[language].titles),
    translate: (language) => translateTo(i18n, language),
    logger,
    hosts: [web.host],
  });
  pages.mount(playground.routes);
  // Readers from elsewhere cannot open the chat page.
  if (web.publicUrl === undefined)
    pages.askBy((articleId) => `/chat?start=${starts.encode({ kind: 'article', articleId })}`);
  const finished = playground.start(pages.url).catch((error: unknown) => {
    logger.error('the playground has ended', errorDetails(error));
    onFailed();
  });
  return {
    url: `${pages.url}/chat`,
    stop: async () => {
      await playground.stop();
      await finished;
    },
  };
}

function whySource({ index, retriever }: Opened): WhySource {
  return {
    headingPath: (ordinal) => index.catalogue.place(ordinal).section.headingPath,
    text: (ordinal) => {
      const { start, end } = index.texts.passageRange(ordinal);
      return index.texts.sectionText(index.catalogue.place(ordinal).sectionIndex).slice(start, end);
    },
    cutOffs: retriever.calibration.cutOffs,
  };
}
