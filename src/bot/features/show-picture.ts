import { Composer, GrammyError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { SectionPage } from '../../answer/article-reader.ts';
import type { Picture } from '../../corpus/pictures.ts';
import { sha256 } from '../../system/checksum.ts';
import type { WendaContext } from '../context.ts';
import type { FeatureDependencies } from '../dependencies.ts';
import { onButton } from '../on-button.ts';
import { pictureKey, picturesIn } from '../render/picture-buttons.ts';
import { captionHtml } from '../render/passage-html.ts';
import { acknowledge } from '../send.ts';

/** 🖼: sends a picture of the shown text. A file of the wiki is uploaded once; Telegram knows it by its id after that. */
export function createShowPictureFeature({
  wiki,
  state,
  pictures,
}: Pick<FeatureDependencies, 'wiki' | 'state' | 'pictures'>): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();

  onButton(composer, ['picture'], async (ctx, { sectionId, key }) => {
    const section = wiki.reader.section(sectionId);
    const picture = picturesIn(section?.spans ?? []).find(({ src }) => pictureKey(src) === key);
    if (section === undefined || picture === undefined) {
      await acknowledge(ctx, ctx.t('stale'));
      return;
    }
    const caption = captionHtml(section, section.text.slice(picture.start, picture.end));
    const sent = /^https?:/i.test(picture.src)
      ? await send(ctx, picture.src, 'photo', caption)
      : await sendFile(ctx, section, picture.src, caption);
    await acknowledge(ctx, sent === undefined ? ctx.t('picture-missing') : undefined);
  });

  async function sendFile(
    ctx: WendaContext,
    { article }: SectionPage,
    src: string,
    caption: string,
  ): Promise<Message | undefined> {
    const file = wiki.links.fileOf(article.articleId);
    const picture = file === undefined ? undefined : await pictures?.find(file, src);
    if (picture === undefined) return undefined;
    const content = sha256(picture.bytes);
    const known = state.uploads.fileId(content);
    // An id is worth nothing to another bot: a new token uploads again.
    const again = known === undefined ? undefined : await sendAs(ctx, known, picture, caption);
    const sent = again ?? (await sendAs(ctx, uploadOf(picture), picture, caption));
    const id = sent?.photo?.at(-1)?.file_id ?? sent?.document?.file_id;
    if (id !== undefined && id !== known) state.uploads.put(content, id);
    return sent;
  }

  return composer;
}

/** As a photo; what Telegram does not take as a photo (moving, too long, too narrow), as a file. */
async function sendAs(
  ctx: WendaContext,
  file: InputFile | string,
  { type }: Picture,
  caption: string,
): Promise<Message | undefined> {
  const photo = type === 'image/gif' ? undefined : await send(ctx, file, 'photo', caption);
  return photo ?? (await send(ctx, file, 'document', caption));
}

function uploadOf({ path, bytes }: Picture): InputFile {
  return new InputFile(bytes, path.replace(/^.*[\\/]/, ''));
}

/** Undefined if Telegram does not accept the file. */
async function send(
  ctx: WendaContext,
  file: InputFile | string,
  as: 'photo' | 'document',
  caption: string,
): Promise<Message | undefined> {
  const options = { caption, parse_mode: 'HTML' } as const;
  try {
    return await (as === 'photo' ? ctx.replyWithPhoto(file, options) : ctx.replyWithDocument(file, options));
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return undefined;
    throw error;
  }
}
