import { type Language, LOCALES, type Translate } from '../locales/translations.ts';
import { createLocalTime } from './local-time.ts';

const DAY = 24 * 60 * 60_000;

export type WhenOptions = { now: number; timeZone: string; language: Language; t: Translate };

/** An instant as people say it: "tomorrow at 9:00". Milliseconds since 1970. */
export function whenWords(at: number, { now, timeZone, language, t }: WhenOptions): string {
  const local = createLocalTime(timeZone);
  const shown = new Date(local.wall(at));
  const time = `${shown.getUTCHours()}:${String(shown.getUTCMinutes()).padStart(2, '0')}`;
  const days = (local.day(at) - local.day(now)) / DAY;
  if (days === 0) return t('when-today', { time });
  if (days === 1) return t('when-tomorrow', { time });
  const day = new Intl.DateTimeFormat(LOCALES[language].html, {
    timeZone,
    ...{ weekday: 'long', month: 'long', day: 'numeric' },
  }).format(at);
  return t('when-day', { day, time });
}

/** The same for readers, who may live elsewhere: with the zone unless it is the one that they will assume. */
export function whenForReader(at: number, options: WhenOptions): string {
  const { timeZone, language } = options;
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const words = whenWords(at, options);
  return zone === undefined || (zone === 'GMT+8' && language !== 'en') ? words : `${words} (${zone})`;
}
