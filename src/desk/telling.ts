// What Wenda itself says to a reader, or to the staff in the reader's forum topic, and to both when something could not
// be passed on.
import { escapeHtml } from '../bot/render/html.ts';
import { languageFor, type Translate, type Translations, translateTo } from '../locales/translations.ts';
import type { Outbox } from './outbox.ts';
import type { Mark, Parcel, Side } from './parcel.ts';
import type { Cause } from './refusal.ts';
import type { DeskStore } from './desk-store.ts';
import type { DeskReader } from './ticket.ts';

/** The same key is said once as long as it waits. The text is plain. */
type Tell = (reader: DeskReader, key: string, text: (t: Translate) => string, replyTo?: number) => void;

export type Telling = {
  reader: Tell;
  staff: Tell;
  /** A message gets a reaction, instead of an earlier one. */
  mark: (side: Side, reader: number, message: number, emoji: Mark) => void;
  /** Who wrote a message sees that it was delivered, or taken back. */
  sent: (parcel: Parcel) => void;
  /** Says on the side that it came from that a parcel was refused, and why. */
  refused: (parcel: Parcel, cause: Cause, words: string) => void;
  /** In the language of the staff. */
  staffWords: () => Translate;
};

export function createTelling({
  store,
  outbox,
  i18n,
  staffLanguage,
}: {
  store: DeskStore;
  outbox: Pick<Outbox, 'put'>;
  i18n: Translations;
  /** A language of Wenda's own words. */
  staffLanguage: () => string | undefined;
}): Telling {
  const staffWords = (): Translate => translateTo(i18n, languageFor(staffLanguage()));
  const telling =
    (to: 'reader' | 'staff'): Tell =>
    (reader, key, text, replyTo) => {
      const t = to === 'staff' ? staffWords() : translateTo(i18n, languageFor(reader.language));
      outbox.put({
        key: `t:${to}:${key}`,
        reader: reader.id,
        to,
        work: { do: 'send', html: escapeHtml(text(t)) },
        replyTo,
      });
    };
  const mark: Telling['mark'] = (side, reader, message, emoji) => {
    outbox.put({
      key: `m:${side}:${reader}:${message}`,
      reader,
      to: side,
      work: { do: 'react', message, emoji },
    });
  };
  const [toReader, toStaff] = [telling('reader'), telling('staff')];

  return {
    reader: toReader,
    staff: toStaff,
    mark,
    staffWords,
    sent: ({ to, reader, work }) => {
      if (work.do === 'copy' && to === 'reader') mark('staff', reader, work.messages[0] ?? 0, '👌');
      if (work.do === 'delete') mark(to === 'reader' ? 'staff' : 'reader', reader, work.asked, '👌');
    },
    refused: ({ key, reader: id, to, work }, cause, words) => {
      const reader = store.readers.get(id);
      if (reader === undefined || work.do === 'react') return;
      const why = (t: Translate): string =>
        cause === 'other' ? t('relay-other', { words }) : t(`relay-${cause}`);
      const about = work.do === 'copy' ? work.messages[0] : work.do === 'delete' ? work.asked : undefined;
      const place = work.do === 'edit' ? work.message : about;
      if (to === 'reader') {
        if (place !== undefined) mark('staff', id, place, '👎');
        toStaff(reader, key, (t) => t('relay-failed', { why: why(t) }), place);
      } else if (about !== undefined)
        toReader(reader, key, (t) => t('relay-reader-failed', { why: why(t) }), about);
    },
  };
}
