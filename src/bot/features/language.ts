import { Composer } from 'grammy';
import { isLanguage, LANGUAGES, LOCALES, translateTo } from '../../locales/translations.ts';
import { commandMenu, registerOperatorMenu } from '../command-menus.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { mayManage } from '../may-manage.ts';
import { onButton } from '../on-button.ts';
import { button } from '../render/buttons.ts';
import { escapeHtml } from '../render/html.ts';
import type { Reply } from '../render/reply.ts';
import { acknowledge, answerCommand, editReply } from '../send.ts';

/** /language: the language of the bot's own words in a chat; in a group its administrators choose it. */
export function createLanguageFeature({
  state,
  i18n,
  admin,
}: Pick<FeatureDependencies, 'state' | 'i18n' | 'admin'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  composer.command('language', async (ctx) => {
    const buttons = LANGUAGES.map((language) => [
      button(LOCALES[language].name, { kind: 'language', language }),
    ]);
    await answerCommand(ctx, { html: escapeHtml(ctx.t('language-choose')), buttons });
  });

  onButton(composer, ['language'], async (ctx, { language }) => {
    if (!isLanguage(language) || ctx.chat === undefined) {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    if (!(await mayManage(ctx))) {
      await acknowledge(ctx, ctx.t('only-administrators'));
      return;
    }
    state.preferences.setLanguage(ctx.chat.id, language);
    const t = translateTo(i18n, language);
    const chosen: Reply = { html: escapeHtml(t('language-chosen')), buttons: [] };
    await acknowledge(ctx);
    await editReply(ctx, chosen);
    const { id, type } = ctx.chat;
    const isOperator = type === 'private' && admin?.ids.has(id) === true;
    if (isOperator) await registerOperatorMenu(ctx.api, i18n, id, language);
    else {
      const menu = commandMenu(type === 'private' ? 'private' : 'group', t);
      await ctx.api.setMyCommands(menu, { scope: { type: 'chat', chat_id: id } });
    }
  });

  return composer;
}
