// What the staff write is looked at on its way to the reader: sensitive words are masked, wait for a supervisor, or are
// refused, in edits as well.
import type { Message } from 'grammy/types';
import { escapeHtml } from '../bot/render/html.ts';
import type { Translate } from '../locales/translations.ts';
import { decoded } from '../text/decoded.ts';
import type { AuditLog } from './audit-log.ts';
import { editedTo, replyIn, wordsOf } from './content.ts';
import { encodeDesk } from './desk-callback.ts';
import type { DeskStore } from './desk-store.ts';
import { copyKey, type Instead, type Mark, type NewParcel } from './parcel.ts';
import type { RelayHooks } from './relay.ts';
import { mention } from './reminders.ts';
import type { SensitiveWords } from './sensitive-words.ts';
import { writerOf } from './staff-member.ts';
import type { Taking } from './taking.ts';
import type { DeskReader } from './ticket.ts';
import type { Tickets } from './tickets.ts';

export type ScreenDependencies = {
  store: DeskStore;
  post: (parcel: NewParcel) => void;
  /** What has not gone yet would go as it is now. */
  change: Taking['change'];
  tickets: Pick<Tickets, 'staffWrites'>;
  sensitive: () => SensitiveWords;
  /** Accounts that are asked about held messages. */
  supervisors: readonly number[];
  audit: AuditLog;
  staffT: () => Translate;
};

export function createScreen(dependencies: ScreenDependencies): RelayHooks['screen'] {
  const { store, post, change, tickets, sensitive, supervisors, audit, staffT } = dependencies;

  return (message, reader, isEdit) => {
    const { message_id: id } = message;
    const { text, entities } = wordsOf(message);
    const verdict = sensitive().judge(text, hiddenIn(message));
    // A message that waits is judged again for what it has become, and copied as it is then.
    const held = store.held.get(id);
    store.held.remove(id);
    const isHeld = held?.parcel.work.do === 'copy';
    const isStopped = verdict.kind === 'hold' || verdict.kind === 'refuse';
    const isTakenOut = isEdit && isStopped && change('staff', reader.id, id, undefined);
    const parcel = parcelOf(message, reader, isEdit && !isHeld && !isTakenOut);
    if (verdict.kind === 'send') {
      if (held === undefined || parcel === undefined) return { kind: 'pass' };
      release(parcel, text);
      return { kind: 'stopped' };
    }
    const t = staffT();
    const words = verdict.words.join(', ');
    const isCopied = parcel?.work.do === 'copy';
    audit.note({
      who: writerOf(message).id,
      did: verdict.kind === 'hold' ? 'held' : verdict.kind === 'mask' ? 'masked' : 'refused',
      ticket: store.tickets.openOf(reader.id)?.id ?? '',
    });
    switch (verdict.kind) {
      case 'mask': {
        const instead: Instead = { part: partOf(message), text: verdict.text, entities };
        tell(escapeHtml(t('word-masked', { words })));
        if (!isHeld || parcel?.work.do !== 'copy') {
          // The edit goes as well: the copy may be there already.
          if (isEdit) change('staff', reader.id, id, instead);
          return { kind: 'instead', words: instead };
        }
        release({ ...parcel, work: { ...parcel.work, instead } }, instead.text);
        return { kind: 'stopped' };
      }
      case 'hold':
        if (parcel === undefined) return { kind: 'stopped' };
        store.held.put({ message: id, reader: reader.id, by: writerOf(message), parcel, text });
        tell(
          [
            escapeHtml(t('word-held', { words })),
            ...supervisors.map((account) => mention({ id: account, name: t('supervisor') })),
          ].join(' '),
          (['approve', 'deny'] as const).map((kind) => ({
            text: t(`button-${kind}`),
            callback_data: encodeDesk({ kind, message: id }),
          })),
        );
        mark('👀');
        return { kind: 'stopped' };
      case 'refuse':
        tell(escapeHtml(t(isCopied ? 'word-refused' : 'word-refused-edit', { words })));
        mark('👎');
        return { kind: 'stopped' };
    }

    function tell(html: string, row?: { text: string; callback_data: string }[]): void {
      post({
        key: `w:${id}:${message.edit_date ?? 0}`,
        reader: reader.id,
        to: 'staff',
        replyTo: id,
        work: { do: 'send', html, ...(row && { keyboard: { inline_keyboard: [row] } }) },
      });
    }

    /** What waited goes, and answers its reader only now. */
    function release(parcel: NewParcel, words: string): void {
      post(parcel);
      if (parcel.work.do === 'copy') tickets.staffWrites(reader.id, writerOf(message), words);
    }

    function mark(emoji: Mark): void {
      post({ key: `m:${id}`, reader: reader.id, to: 'staff', work: { do: 'react', message: id, emoji } });
    }
  };
}

/** The message, or its edit, on its way; undefined for an edit of what cannot be edited elsewhere. */
function parcelOf(message: Message, reader: DeskReader, isEdit: boolean): NewParcel | undefined {
  const { message_id: id } = message;
  const [key, to] = [copyKey('staff', reader.id, id), 'reader'] as const;
  if (!isEdit)
    return { key, reader: reader.id, to, ...replyIn(message), work: { do: 'copy', messages: [id] } };
  const edited = editedTo(message);
  return edited && { key: `e:${key}`, reader: reader.id, to, work: { do: 'edit', message: id, ...edited } };
}

function partOf(message: Message): Instead['part'] {
  return editedTo(message)?.part ?? 'caption';
}

/** What a reader sees of a message besides its text. */
function hiddenIn(message: Message): string[] {
  const { document, audio, video, animation, contact, venue, poll, entities = [] } = message;
  const files = [document, audio, video, animation].map((file) => file?.file_name);
  const links = [
    ...entities.map((entity) => ('url' in entity ? entity.url : undefined)),
    message.link_preview_options?.url,
  ].flatMap((url) => (url === undefined ? [] : [url, decoded(url)]));
  return [
    ...files,
    ...links,
    ...[audio?.title, audio?.performer],
    ...[contact?.first_name, contact?.last_name, contact?.phone_number, contact?.vcard],
    ...[venue?.title, venue?.address],
    ...[poll?.question, poll?.explanation, ...(poll?.options.map((option) => option.text) ?? [])],
  ].filter((text) => text !== undefined);
}
