// The page before its script has run: all elements with their labels, no messages yet.
import { ICON } from '../web/icon.ts';
import { type Markup, markup } from '../web/markup.ts';
import { logoImage } from '../web/reader/brand-markup.ts';
import type { SiteBrand } from '../web/site-brand.ts';
import { THEME_FILE } from './chat-assets.ts';
import type { ChatKind, Setup, Word } from './page/wire.ts';

const CHATS: readonly { kind: ChatKind; name: Word; hint: Word }[] = [
  { kind: 'private', name: 'private', hint: 'private-hint' },
  { kind: 'group', name: 'group', hint: 'group-hint' },
  { kind: 'elsewhere', name: 'elsewhere', hint: 'elsewhere-hint' },
];

/** Addresses of the operator's logo and style sheet, which the pages' server has. */
export type Looks = Pick<SiteBrand, 'logo' | 'logoSize' | 'stylesheet'>;

/**
 * The document. `data-word` names the wording that an element shows, `data-label` the one of its label: the script
 * replaces both when the language changes.
 */
export function chatPage({ language, languages, words, bot }: Setup, looks: Looks = {}): Markup {
  const { logo, stylesheet } = looks;
  const lang = languages.find(({ code }) => code === language)?.html ?? language;
  /** A button with a single sign, labelled by a wording. */
  const icon = (label: Word, sign: string, attributes: Markup): Markup =>
    markup`<button
      ${attributes}
      class="icon"
      aria-label="${words[label]}"
      title="${words[label]}"
      data-label="${label}"
    >
      ${sign}
    </button>`;
  return markup`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <title>${words.title}</title>
        <meta name="color-scheme" content="light dark" />
        <script src="/chat/assets/${THEME_FILE}"></script>
        <link rel="icon" href="${logo ?? ICON}" />
        <link rel="stylesheet" href="/chat/assets/style.css" />
        ${stylesheet !== undefined && markup`<link rel="stylesheet" href="${stylesheet}" />`}
        <script type="module" src="/chat/assets/app.js"></script>
      </head>
      <body>
        <header class="top">
          ${logoImage(looks)}
          <h1 data-word="title">${words.title}</h1>
          <div class="tools">
            <select id="language" aria-label="${words.language}" data-label="language">
              ${languages.map(
                ({ code, name, html: spoken }) =>
                  markup`<option value="${code}" lang="${spoken}" ${code === language && ' selected'}>
                    ${name}
                  </option>`,
              )}
            </select>
            <button
              type="button"
              id="theme"
              class="icon"
              data-auto="${words['theme-auto']}"
              data-light="${words['theme-light']}"
              data-dark="${words['theme-dark']}"
            ></button>
            ${icon('why', '?', markup`type="button" id="why-toggle" aria-expanded="false" aria-controls="why"`)}
          </div>
        </header>
        <nav class="chats" aria-label="${words.chats}" data-label="chats">
          ${CHATS.map(
            ({ kind, name, hint }) =>
              markup` <button type="button" data-chat="${kind}">
                <span class="face" aria-hidden="true"></span
                ><span class="name" data-word="${name}">${words[name]}</span
                ><span class="hint" data-word="${hint}">${words[hint]}</span>
              </button>`,
          )}
        </nav>
        <main>
          <div class="head">
            <h2 id="chat-name">${bot.name}</h2>
            <p id="status" role="status"></p>
          </div>
          <div id="scroll" tabindex="0" role="region" aria-label="${words.messages}" data-label="messages">
            <section id="empty" hidden></section>
            <div
              id="log"
              role="log"
              aria-live="polite"
              aria-label="${words.messages}"
              data-label="messages"
            ></div>
          </div>
          <form id="composer">
            <div id="popup" role="listbox" aria-label="${words.results}" hidden></div>
            <div id="popup-more" hidden></div>
            <p id="popup-told" class="hidden" role="status"></p>
            <div id="replying" hidden>
              <p></p>
              ${icon('cancel', '✕', markup`type="button"`)}
            </div>
            <div class="line">
              ${icon('commands', '/', markup`type="button" id="commands" aria-expanded="false" aria-controls="popup"`)}
              <textarea
                id="text"
                rows="1"
                maxlength="4096"
                aria-autocomplete="list"
                aria-controls="popup"
                autocomplete="off"
                enterkeyhint="send"
                aria-label="${words.write}"
                data-label="write"
                placeholder="${words.write}"
              ></textarea>
              ${icon('send', '➤', markup`id="send"`)}
            </div>
          </form>
        </main>
        <aside id="why" aria-label="${words.why}" data-label="why" hidden>
          <div class="head">
            <h2 data-word="why">${words.why}</h2>
            ${icon('close', '✕', markup`type="button" id="why-close"`)}
          </div>
          <div id="why-body" tabindex="0" role="region" aria-label="${words.why}" data-label="why"></div>
        </aside>
        <div id="toast" role="status"></div>
      </body>
    </html> `;
}
