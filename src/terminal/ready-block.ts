// What a person at the terminal reads once Wenda answers: where, and what to do next.
import type { Translate } from '../locales/translations.ts';
import { displayWidth } from '../text/display-width.ts';

export type Ready = {
  articles: number;
  /** Since the program was started. */
  seconds: number;
  /** Address of the chat page, or of the pages. */
  address: string;
  /** The port that was wanted and taken. */
  takenPort: number | undefined;
  /** The bot's name in Telegram, without @; undefined without a token. */
  bot: string | undefined;
  /** The folder of articles as the user finds it; undefined for the samples. */
  folder: string | undefined;
  /** Whether edits show while this runs. */
  isWatched: boolean;
};

/** The lines, with blank ones around them. */
export function readyBlock(ready: Ready, t: Translate): string {
  const { articles, seconds, address, takenPort, bot, folder, isWatched } = ready;
  const ofArticles =
    folder === undefined
      ? t('ready-articles-sample')
      : t(isWatched ? 'ready-articles-watched' : 'ready-articles-still', { folder });
  const rows =
    bot === undefined
      ? [
          [t('ready-ask'), t('ready-ask-here', { address })],
          [t('ready-token'), t('ready-token-how')],
          [t('ready-articles'), ofArticles],
          [t('ready-more'), t('ready-more-here')],
        ]
      : [
          [t('ready-bot'), t('ready-bot-at', { name: bot, link: `https://t.me/${bot}` })],
          [t('ready-pages'), address],
          [t('ready-articles'), ofArticles],
          [t('ready-more'), t('ready-more-bot')],
        ];
  const width = Math.max(...rows.map(([label = '']) => displayWidth(label))) + 2;
  // Fluent would group the digits of numbers.
  const taken =
    takenPort === undefined
      ? []
      : [t('ready-taken', { port: String(takenPort), used: new URL(address).port })];
  return [
    '',
    t('ready-title', { articles, seconds: seconds.toFixed(1) }),
    ...taken,
    '',
    ...rows.map(([label = '', text = '']) => `  ${label}${' '.repeat(width - displayWidth(label))}${text}`),
    '',
    '',
  ].join('\n');
}
