/** The pages' only style sheet: one column for a phone, light or dark like the reader's system. */
export const READER_CSS = `:root{--paper:#fff;--card:#f4f6f5;--ink:#1c2321;--soft:#56615d;--line:#d8dedb;--accent:#12604c;--mark:#fde68a;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#151a19;--card:#1e2523;--ink:#e6ebe9;--soft:#a3aeaa;--line:#35403c;--accent:#7fd3b8;--mark:#6b5310}}
*{box-sizing:border-box}
html{font:17px/1.75 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;-webkit-text-size-adjust:100%}
html:lang(zh-Hant){font-family:system-ui,-apple-system,"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC",sans-serif}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
main:focus{outline:0}
.skip,.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:fixed;z-index:1;top:.5rem;left:.5rem;width:auto;height:auto;padding:.3rem .8rem;background:var(--paper);clip-path:none}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding-block:.9rem;border-bottom:1px solid var(--line)}
.site{font-size:1.2rem;font-weight:700;text-decoration:none}
form{display:flex;flex:1 1 16rem;gap:.5rem}
input,button{font:inherit;min-height:2.75rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:inherit;padding:.2rem .8rem}
input{flex:1;min-width:0}
::placeholder{color:var(--soft);opacity:1}
button{background:var(--accent);border-color:var(--accent);color:var(--paper);cursor:pointer;white-space:nowrap}
h1{font-size:1.7rem;line-height:1.35;margin:1.5rem 0 .5rem}
h2{font-size:1.25rem;line-height:1.4;margin:2rem 0 .6rem}
h3{font-size:1.05rem;line-height:1.5;margin:1.5rem 0 .3rem}
h4,h5,h6{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.6rem 0}
.lead,.meta,small{color:var(--soft)}
.meta,small{font-size:.85rem}
ul,ol{padding-left:1.4em}
.topics,.letters ul,.passages,.links,.trail ol{list-style:none;margin:0;padding:0}
.topics li{padding:.45rem 0;border-bottom:1px solid var(--line)}
.topics small{display:block}
.topics a,.links a,.passages a{text-decoration:none}
.topics a:hover,.links a:hover,.passages a:hover{text-decoration:underline}
.letters ul,.links,.actions{display:flex;flex-wrap:wrap;gap:.5rem}
.letters a,.links a,.actions a{display:inline-block;min-width:2.75rem;padding:.25rem .7rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);text-decoration:none}
.letters a:hover,.actions a:hover{border-color:var(--accent)}
[aria-current]{font-weight:700}
.letters [aria-current]{border-color:var(--accent)}
.columns{display:grid;gap:0 2.5rem}
@media(min-width:44rem){.columns{grid-template-columns:1fr 1fr}}
.answer{margin-top:1.5rem;padding:.2rem 1.1rem 1rem;border-radius:.8rem;background:var(--card);border:1px solid var(--line)}
.answer.found{border-left:4px solid var(--accent)}
.answer h2{margin:.8rem 0 0;font-size:.95rem;color:var(--soft)}
.answer h3{margin-top:.4rem}
.answer .links a{background:var(--paper)}
blockquote{margin:.4rem 0;white-space:pre-line}
mark{background:var(--mark);color:inherit;border-radius:2px}
.passages li{padding-bottom:.6rem;border-bottom:1px solid var(--line)}
.passages h3{margin-top:1rem;font-weight:400}
.answer h3{font-weight:400}
.pager{display:flex;gap:1rem;align-items:center;justify-content:center;margin:1.5rem 0;flex-wrap:wrap}
.trail{font-size:.85rem;margin-top:1rem}
.trail ol{display:flex;flex-wrap:wrap;gap:.3rem}
.trail li+li::before{content:"› ";color:var(--soft)}
.contents{margin:1rem 0;padding:.5rem 1rem;border:1px solid var(--line);border-radius:.5rem}
.contents summary{cursor:pointer}
.contents ol{margin:.4rem 0}
.text h2{padding-bottom:.3rem;border-bottom:1px solid var(--line)}
.anchor{color:var(--soft);text-decoration:none;font-weight:400}
:target{scroll-margin-top:1rem;background:linear-gradient(var(--mark),var(--mark)) left/4px 100% no-repeat;padding-left:.7rem}
.plain{white-space:pre-line}
.wide{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid var(--line);padding:.3rem .7rem;text-align:left;overflow-wrap:normal;min-width:4rem}
.right{text-align:right}.center{text-align:center}
pre{white-space:pre-wrap;background:var(--card);padding:.7rem 1rem;border-radius:.5rem}
.text blockquote{white-space:normal;border-left:4px solid var(--line);padding-left:1rem}
footer{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;margin-top:3rem;padding-block:1.2rem;border-top:1px solid var(--line);font-size:.9rem}
footer nav a{margin-right:.7rem}
`;
