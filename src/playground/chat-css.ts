/** Style of the chat page. It is part of the program, so that a build copies no files. */
export const CHAT_CSS = `
:root {
  color-scheme: light;
  --page: #e4ebe7; --bar: #fff; --text: #16201c; --soft: #55625c; --line: #cfd8d3;
  --bot: #fff; --own: #d8f3df; --accent: var(--brand, #1d6b57); --on-accent: #fff; --key: #f0f6f3; --mark: #1d6b5733;
  --good: #17683a; --bad: #a8271b;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme=light]) {
    color-scheme: dark;
    --page: #0f1513; --bar: #19211e; --text: #e6ede9; --soft: #a3b1aa; --line: #34403b;
    --bot: #212b27; --own: #1f4a3c; --accent: var(--brand-dark, #7fd8bb); --on-accent: #0b1f18; --key: #26322d; --mark: #7fd8bb33;
    --good: #86e0a5; --bad: #ffa79b;
  }
}
:root[data-theme=dark] {
  color-scheme: dark;
  --page: #0f1513; --bar: #19211e; --text: #e6ede9; --soft: #a3b1aa; --line: #34403b;
  --bot: #212b27; --own: #1f4a3c; --accent: var(--brand-dark, #7fd8bb); --on-accent: #0b1f18; --key: #26322d; --mark: #7fd8bb33;
  --good: #86e0a5; --bad: #ffa79b;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body {
  display: grid; height: 100dvh; overflow: hidden;
  grid: "top top" auto "chats main" minmax(0, 1fr) / 15rem minmax(0, 1fr);
  background: var(--page); color: var(--text);
  font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
}
body.explained { grid: "top top top" auto "chats main why" minmax(0, 1fr) / 15rem minmax(0, 1fr) 23rem; }
h1, h2, h3, h4, h5, h6, p, dl, dd, ol, ul, blockquote, pre { margin: 0; }
button, select, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.top { grid-area: top; display: flex; align-items: center; gap: .75rem; padding: .4rem .9rem; background: var(--bar); border-bottom: 1px solid var(--line); }
h1 { flex: 1; font-size: 1.05rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tools { display: flex; gap: .35rem; align-items: center; }
select { padding: .35rem .5rem; background: var(--key); border: 1px solid var(--line); border-radius: .6rem; }
.icon { display: grid; place-items: center; min-width: 2.4rem; height: 2.4rem; padding: 0 .4rem; border: 0; border-radius: 1.2rem; background: none; font-size: 1.1rem; line-height: 1; color: var(--accent); }
.icon:hover { background: var(--mark); }
#theme::before { content: "◐"; } [data-theme=light] #theme::before { content: "☀\\fe0e"; } [data-theme=dark] #theme::before { content: "☾"; }

.chats { grid-area: chats; display: flex; flex-direction: column; gap: .15rem; padding: .5rem; background: var(--bar); border-right: 1px solid var(--line); overflow: auto; }
.chats button { display: grid; grid: "face name" auto "face hint" auto / 2.6rem 1fr; column-gap: .7rem; align-items: center; padding: .5rem .6rem; border: 0; border-radius: .8rem; background: none; text-align: left; }
.chats button:hover:not([aria-current=true]) { background: var(--key); }
.chats [aria-current=true] { background: var(--mark); }
.face { grid-area: face; display: grid; place-items: center; width: 2.6rem; height: 2.6rem; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-size: 1.15rem; }
[data-chat=private] .face::before { content: "?"; font-weight: 700; }
[data-chat=group] .face::before { content: "#"; font-weight: 700; }
[data-chat=elsewhere] .face::before { content: "@"; font-weight: 700; }
.name { grid-area: name; font-weight: 600; line-height: 1.3; }
.hint { grid-area: hint; font-size: .82rem; color: var(--soft); line-height: 1.3; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

main { grid-area: main; display: flex; flex-direction: column; min-height: 0; position: relative; }
.head { display: flex; align-items: baseline; gap: .8rem; padding: .55rem 1.1rem; background: var(--bar); border-bottom: 1px solid var(--line); }
h2 { font-size: 1rem; }
.head p { color: var(--accent); font-size: .88rem; min-height: 1.4em; }
#scroll { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1rem max(1rem, calc(50% - 24rem)); }
#scroll:focus-visible, #why-body:focus-visible { outline-offset: -3px; }
#log { display: flex; flex-direction: column; gap: .55rem; min-height: 0; }
#empty { display: flex; flex-direction: column; gap: .6rem; max-width: 30rem; margin: 8vh auto 0; padding: 1.4rem; background: var(--bot); border-radius: 1.1rem; text-align: center; box-shadow: 0 1px 2px #0002; }

article { display: grid; grid: "bubble" auto "keys" auto / minmax(0, auto); max-width: min(36rem, 94%); align-self: flex-start; border-radius: 1rem; }
article.own { align-self: flex-end; }
article.own .bubble { background: var(--own); border-radius: 1rem 1rem .3rem 1rem; }
.bubble { grid-area: bubble; padding: .5rem .8rem .35rem; background: var(--bot); border-radius: 1rem 1rem 1rem .3rem; box-shadow: 0 1px 1px #0002; overflow-wrap: anywhere; position: relative; }
.text { white-space: pre-wrap; }
.bubble img { display: block; max-width: 100%; max-height: 60vh; margin-bottom: .3rem; border-radius: .6rem; }
.rich table { border-collapse: collapse; } .rich td, .rich th { padding: .2rem .5rem; border: 1px solid var(--line); text-align: left; }
.rich > * + *, details > * + * { margin-top: .5rem; }
.rich h3 { font-size: 1.15rem; } .rich h4, .rich h5, .rich h6 { font-size: 1rem; }
.rich ul, .rich ol { padding-left: 1.4rem; }
summary { cursor: pointer; font-weight: 600; }
details { border-left: 3px solid var(--line); padding-left: .7rem; }
.footer, .meta { color: var(--soft); font-size: .78rem; }
.own .meta, .own .only-you { color: color-mix(in srgb, var(--text) 78%, var(--own)); }
.meta { padding-left: 2rem; text-align: right; line-height: 1.5; }
.reaction { font-size: 1rem; float: left; margin-right: .8rem; }
.only-you { color: var(--soft); font-size: .82rem; }
.via { color: var(--accent); font-size: .82rem; }
.quoted { display: block; width: 100%; margin: .1rem 0 .35rem; padding: .15rem .6rem; border: 0; border-left: 3px solid var(--accent); border-radius: .35rem; background: var(--mark); text-align: left; font-size: .85rem; }
.quoted b { display: block; color: var(--accent); }
.own .quoted b, .own .link, .own .via { color: inherit; }
.quoted span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
blockquote { margin: .25rem 0; padding: .25rem .6rem; border-left: 3px solid var(--accent); border-radius: .35rem; background: var(--mark); }
.clipped { max-height: 4.5em; overflow: hidden; }
pre, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; background: var(--key); border-radius: .3rem; }
pre { padding: .4rem .6rem; overflow-x: auto; white-space: pre-wrap; } code { padding: 0 .2rem; }
.link { display: inline; padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: .15em; text-align: left; }
.named { color: var(--accent); } .own .named { color: inherit; font-weight: 600; }
.spoiler { border-radius: .3rem; background: var(--soft); color: transparent; cursor: pointer; }
.spoiler * { visibility: hidden; }
.reply { grid-area: bubble; place-self: end start; z-index: 1; height: 1.7rem; min-width: 2.2rem; opacity: 0; }
article:hover .reply, article:focus-within .reply { opacity: 1; }
@media (hover: none) { .reply { opacity: .75; } }
.keys { grid-area: keys; display: grid; gap: .3rem; margin-top: .3rem; min-width: 0; }
.row { display: flex; gap: .3rem; }
.key { flex: 1 1 0; min-width: 0; min-height: 2.4rem; padding: .35rem .3rem; display: grid; place-items: center; border: 1px solid var(--line); border-radius: .8rem; background: var(--key); color: var(--accent); font-weight: 500; font-size: .93rem; line-height: 1.25; text-align: center; text-decoration: none; overflow-wrap: anywhere; }
#empty .key { flex: none; padding-inline: .6rem; }
.key:nth-last-child(n + 4), .key:nth-last-child(n + 4) ~ .key { font-size: .85rem; padding-inline: .1rem; }
.key:hover { border-color: var(--accent); }
.key.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.key.success { border-color: var(--good); color: var(--good); }
.key.danger { border-color: var(--bad); color: var(--bad); }
.key.copy { grid-auto-flow: column; justify-content: center; gap: .4rem; }
.key.copy::before { content: ""; width: .6rem; height: .7rem; border: 1.5px solid; border-radius: .15rem; box-shadow: .2rem -.2rem 0 -1px var(--key), .2rem -.2rem 0 0 currentColor; }
.key[aria-busy=true] { opacity: .6; }

#composer { position: relative; background: var(--bar); border-top: 1px solid var(--line); padding: .5rem max(.6rem, calc(50% - 24rem)); }
.line { display: flex; align-items: flex-end; gap: .3rem; }
textarea { flex: 1; min-width: 0; max-height: 9rem; min-height: 2.5rem; padding: .45rem .9rem; resize: none; border: 1px solid var(--line); border-radius: 1.25rem; background: var(--page); line-height: 1.5; }
textarea:focus-visible { outline-width: 2px; outline-offset: -1px; }
#send { background: var(--accent); color: var(--on-accent); }
#replying { display: flex; align-items: center; margin: 0 .4rem .4rem 2.8rem; border-left: 3px solid var(--accent); padding-left: .6rem; }
#replying p { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .9rem; }
#popup, #popup-more { position: absolute; inset: auto max(.6rem, calc(50% - 24rem)) 100%; z-index: 1; background: var(--bar); border: 1px solid var(--line); border-bottom: 0; border-radius: .9rem .9rem 0 0; box-shadow: 0 -4px 14px #0002; }
#popup { max-height: min(24rem, 50dvh); overflow-y: auto; }
#popup-more { padding: .7rem 1rem; color: var(--soft); }
[role=option] { display: grid; padding: .5rem 1rem; cursor: pointer; border-top: 1px solid var(--line); }
[role=option]:first-child { border: 0; }
[role=option]:hover { background: var(--key); }
[role=option][aria-selected=true] { background: var(--mark); box-shadow: inset 3px 0 var(--accent); }
[role=option] span { color: var(--soft); font-size: .86rem; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
[role=option][aria-selected=true] span { color: var(--text); }

#why { grid-area: why; display: flex; flex-direction: column; min-height: 0; background: var(--bar); border-left: 1px solid var(--line); }
#why .head { justify-content: space-between; align-items: center; padding: .2rem .4rem .2rem 1rem; }
#why-body { overflow-y: auto; padding: .8rem 1rem 1.5rem; font-size: .92rem; overflow-wrap: anywhere; }
#why h3 { margin: 1.1rem 0 .4rem; font-size: .95rem; }
.asked { font-weight: 600; font-size: 1.05rem; }
dt { color: var(--soft); font-size: .84rem; margin-top: .5rem; }
.passages { padding: 0; list-style: none; display: grid; gap: .6rem; counter-reset: rank; }
.passages li { padding: .6rem .75rem; background: var(--key); border-radius: .8rem; counter-increment: rank; }
.place::before { content: counter(rank) ". "; color: var(--soft); }
.scores { display: grid; grid-template-columns: auto 1fr; column-gap: .8rem; align-items: center; margin: .25rem 0; }
.scores dt { margin: 0; }
.scores dd { display: flex; align-items: center; gap: .6rem; font-variant-numeric: tabular-nums; }
.bar { display: block; flex: 1; height: .4rem; border-radius: .2rem; background: var(--line); overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--accent); }
dd > .bar { margin: .2rem 0; }
.words span { display: inline-block; padding: 0 .35rem; border-radius: .4rem; background: var(--mark); }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 400; padding: .15rem 0; } td { text-align: right; font-variant-numeric: tabular-nums; }
tr:last-child > * { border-top: 1px solid var(--line); font-weight: 600; }
#toast { position: fixed; inset: auto 0 6rem; z-index: 3; display: grid; justify-items: center; width: fit-content; max-width: 90vw; margin: 0 auto; padding: .6rem 1.1rem; border-radius: 1.2rem; background: var(--text); color: var(--bar); }
#toast:empty { display: none; }

@media (max-width: 64rem) {
  body.explained { grid: "top top" auto "chats main" minmax(0, 1fr) / 15rem minmax(0, 1fr); }
  #why { position: fixed; inset: auto 0 0; z-index: 2; height: min(75dvh, 40rem); border: 1px solid var(--line); border-radius: 1.1rem 1.1rem 0 0; box-shadow: 0 -8px 30px #0005; overflow: hidden; }
}
@media (max-width: 44rem) {
  body, body.explained { grid: "top" auto "chats" auto "main" minmax(0, 1fr) / minmax(0, 1fr); }
  h1 { font-size: .95rem; }
  .top { padding: .25rem .6rem; gap: .3rem; }
  .chats { flex-direction: row; padding: .25rem .5rem; border: 0; border-bottom: 1px solid var(--line); }
  .chats button { flex: 1; display: block; padding: .4rem .2rem; text-align: center; }
  .face, .hint { display: none; }
  main > .head { position: absolute; inset: .4rem 0 auto; z-index: 1; justify-content: center; padding: 0; border: 0; background: none; pointer-events: none; }
  main > .head h2 { position: absolute; clip-path: inset(50%); }
  main > .head p { padding: .1rem .9rem; border-radius: 1rem; background: var(--bar); box-shadow: 0 1px 3px #0003; }
  main > .head p:empty { opacity: 0; }
  #scroll { padding: .7rem .6rem; }
}
`;
