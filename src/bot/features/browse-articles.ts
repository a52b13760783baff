import { Composer } from 'grammy';
import { type ArticleList, MANY_TOPICS } from '../../answer/article-directory.ts';
import { normalise } from '../../text/normal-form.ts';
import type { CallbackData, ListPlace } from '../callback-data.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { onButton } from '../on-button.ts';
import { createOpening } from '../opening.ts';
import type { Reply } from '../render/reply.ts';
import {
  renderFolders,
  renderLetters,
  renderArticleList,
  renderArticleSearch,
  topicsPerPage,
} from '../render/article-lists.ts';
import { acknowledge, answerCommand, editReply, sendReply } from '../send.ts';

type Dependencies = Pick<
  FeatureDependencies,
  'wiki' | 'state' | 'conversations' | 'reading' | 'random' | 'pageUrl'
>;

/** Titles that a search shows at most. */
const MAX_FOUND = 20;
const MAX_FOUND_FOLDERS = 3;

/**
 * /topics, /latest, /hot and /random: each sends one message, in which lists, cards and sections replace each other.
 */
export function createBrowseArticlesFeature(dependencies: Dependencies): Composer<WendaContext> {
  const { wiki, state, random } = dependencies;
  const opening = createOpening(dependencies);
  const composer = new Composer<WendaContext>();

  composer.command('topics', async (ctx) => {
    const text = ctx.match.trim();
    await answerCommand(ctx, text === '' ? beginning(ctx) : search(ctx, text));
  });
  composer.command('latest', async (ctx) => {
    await answerCommand(ctx, list(ctx, { list: { by: 'latest' }, page: 0 }));
  });
  composer.command('hot', async (ctx) => {
    await answerCommand(ctx, list(ctx, { list: { by: 'hot' }, page: 0 }));
  });
  composer.command('random', async (ctx) => {
    await answerCommand(ctx, randomCard(ctx) ?? allTopics(ctx));
  });

  onButton(composer, ['all-topics', 'folders', 'list', 'card', 'section', 'random'], async (ctx, data) => {
    const reply = shown(ctx, data);
    await acknowledge(ctx, reply === undefined ? ctx.t('stale') : undefined);
    if (reply !== undefined) await editReply(ctx, reply);
  });
  // Pressed below an answer, which stays as it is.
  onButton(composer, ['article'], async (ctx, { articleId }) => {
    const opened = opening.card(ctx, articleId, { page: 0 });
    await acknowledge(ctx, opened === undefined ? ctx.t('stale') : undefined);
    if (opened !== undefined) await sendReply(ctx, opened);
  });

  function shown(
    ctx: WendaContext,
    data: Extract<CallbackData, { kind: 'all-topics' | 'folders' | 'list' | 'card' | 'section' | 'random' }>,
  ): Reply | undefined {
    switch (data.kind) {
      case 'all-topics':
        return allTopics(ctx);
      case 'folders':
        return renderFolders(wiki.directory.folders(), data.page, ctx.t);
      case 'list':
        return list(ctx, data.place);
      case 'card':
        return opening.card(ctx, data.articleId, data);
      case 'section':
        return opening.section(ctx, data);
      case 'random':
        return randomCard(ctx);
    }
  }

  /** Where an author has sorted the topics, readers see that first. */
  function beginning(ctx: WendaContext): Reply {
    const folders = wiki.directory.folders();
    return folders.length === 0 ? allTopics(ctx) : renderFolders(folders, 0, ctx.t);
  }

  function allTopics(ctx: WendaContext): Reply {
    const { directory } = wiki;
    if (directory.size > 0 && directory.size < MANY_TOPICS)
      return list(ctx, { list: { by: 'title' }, page: 0 });
    const hasFolders = directory.folders().length > 0;
    return renderLetters(directory.letters(), { size: directory.size, hasFolders }, ctx.t);
  }

  function search(ctx: WendaContext, text: string): Reply {
    const { directory } = wiki;
    const wanted = normalise(text);
    const found = directory.withReads(state.reads).search(wanted, MAX_FOUND);
    const folders = directory
      .folders()
      .filter(({ names }) => normalise(names.at(-1) ?? '').includes(wanted))
      .slice(0, MAX_FOUND_FOLDERS);
    return renderArticleSearch(text, found, folders, ctx.t);
  }

  function list(ctx: WendaContext, { list: id, page: wanted }: ListPlace): Reply {
    const directory = wiki.directory.withReads(state.reads);
    const folders = directory.folders();
    const folder = id.by === 'folder' ? folders.find(({ folderId }) => folderId === id.folderId) : undefined;
    // After a rebuild a folder may be gone.
    if (id.by === 'folder' && folder === undefined) return renderFolders(folders, 0, ctx.t);
    const perPage = topicsPerPage(id);
    const slice = (page: number): ArticleList => {
      const at = [page * perPage, perPage] as const;
      switch (id.by) {
        case 'title':
          return directory.byTitle(...at);
        case 'latest':
          return directory.latest(...at);
        case 'hot':
          return directory.hot(...at);
        case 'letter':
          return directory.byLetter(id.letter, ...at);
        case 'folder':
          return directory.inFolder(id.folderId, ...at);
      }
    };
    // After a rebuild a list may be shorter than it was.
    const last = Math.max(0, Math.ceil(slice(0).total / perPage) - 1);
    const page = Math.min(wanted, last);
    const named = { folder: folder?.names, hasFolders: folders.length > 0 };
    return renderArticleList(slice(page), { list: id, page }, ctx.t, named);
  }

  function randomCard(ctx: WendaContext): Reply | undefined {
    const article = wiki.directory.random(random);
    return article && opening.card(ctx, article.articleId, { page: 0, random: true });
  }

  return composer;
}
