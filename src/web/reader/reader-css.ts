const DARK =
  '--paper:#151a19;--card:#1e2523;--ink:#e6ebe9;--soft:#a3aeaa;--line:#35403c;--accent:var(--brand-dark,#7fd3b8);--mark:#6b5310;color-scheme:dark';

/** The pages' only style sheet: one column for a phone, light or dark as chosen or like the reader's system, and for paper. */
export const READER_CSS = `:root{--paper:#fff;--card:#f4f6f5;--ink:#1c2321;--soft:#56615d;--line:#d8dedb;--accent:var(--brand,#12604c);--mark:#fde68a;color-scheme:light}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
@media screen{[data-theme=dark]{${DARK}}}
*{box-sizing:border-box}
html{font:17px/1.75 -apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;-webkit-text-size-adjust:100%}
html:lang(zh-Hant){font-family:-apple-system,"Segoe UI",Roboto,"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC",system-ui,sans-serif}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
main:focus{outline:0}
input:focus-visible{outline-width:2px;outline-offset:-1px;border-radius:.5rem}
.skip,.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:fixed;z-index:1;top:.5rem;left:.5rem;width:auto;height:auto;padding:.3rem .8rem;background:var(--paper);clip-path:none}
header{position:relative;z-index:2;display:grid;grid:"site form theme" minmax(2.75rem,auto)/fit-content(40%) 1fr 2.75rem;gap:.5rem 1rem;align-items:center;padding-block:.9rem;border-bottom:1px solid var(--line);background:var(--paper)}
header:has(form :focus,#panel:focus-within){position:sticky;top:0}
#theme{display:none;grid-area:theme;padding:0;border-color:var(--line);background:none;color:var(--accent)}
[data-theme] #theme{display:block}
#theme::before{content:"◐"}
[data-theme=light] #theme::before{content:"☀\\fe0e"}
[data-theme=dark] #theme::before{content:"☾"}
@media(max-width:34rem){header{grid:"site theme" minmax(2.75rem,auto) "form form"/1fr 2.75rem}}
#panel{position:absolute;top:100%;left:.5rem;right:.5rem;max-height:72vh;overflow-y:auto;overscroll-behavior:contain;padding:0 .8rem .8rem;background:var(--paper);border:1px solid var(--line);border-radius:0 0 .8rem .8rem;box-shadow:0 12px 32px #0004}
#panel .answer{margin-top:.8rem}
[aria-busy=true]>*{opacity:.6;transition:opacity .2s .6s}
main:has(#results){min-height:100vh}
#results:not(:empty)~*{display:none}
#results+.lead{margin-top:1.5rem}
.site{grid-area:site;justify-self:start;font-size:1.2rem;font-weight:700;text-decoration:none}
form{grid-area:form;display:flex;gap:.5rem}
input,button{font:inherit;min-height:2.75rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:inherit;padding:.2rem .8rem}
input{flex:1;min-width:0}
.box{position:relative;display:flex;flex:1;min-width:0}
kbd{display:none;position:absolute;top:50%;right:.6rem;padding:0 .5rem;border:1px solid var(--line);border-radius:.3rem;color:var(--soft);font:.8rem/1.5 ui-monospace,Menlo,Consolas,monospace;transform:translateY(-50%);pointer-events:none}
@media(hover:hover) and (min-width:44rem){[data-theme] :placeholder-shown:not(:focus)+kbd{display:block}}
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
.topics a,.links a,:is(.answer,.passages) h3 a{text-decoration:none}
.topics a:hover,.links a:hover,:is(.answer,.passages) h3 a:hover{text-decoration:underline}
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
blockquote{margin:.4rem 0}
blockquote[lang]{white-space:pre-wrap}
.brief blockquote{display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:3;line-clamp:3;white-space:normal}
mark{background:var(--mark);color:inherit;border-radius:2px}
.own{background:none;border-bottom:.2em solid var(--mark)}
.passages li{padding-bottom:.6rem;border-bottom:1px solid var(--line)}
.passages h3{margin-top:1rem;font-weight:400}
.answer h3{font-weight:400}
.pager{display:flex;gap:1rem;align-items:center;justify-content:center;margin:1.5rem 0;flex-wrap:wrap}
.trail{font-size:.85rem;margin-top:1rem}
.trail ol{display:flex;flex-wrap:wrap;gap:.3rem}
.trail li+li::before{content:"› ";color:var(--soft)}
.contents{margin:1rem 0;padding:.5rem 1rem;border:1px solid var(--line);border-radius:.5rem}
.contents summary{cursor:pointer}
.contents ul{margin:.4rem 0;padding:0;list-style:none;line-height:1.5}
.contents li{padding:.15rem 0}
.contents .depth2{padding-left:1rem}.contents .depth3{padding-left:2rem}.contents .depth4{padding-left:3rem}
.contents a{text-decoration:none}
@media(min-width:70rem){
body:has(.contents) :is(header,main,footer){max-width:64rem}
main:has(.contents)>*{max-width:44rem}
main>article:has(.contents){display:grid;grid-template-columns:minmax(0,44rem) minmax(0,1fr);column-gap:2.5rem;max-width:none}
article>*{grid-column:1}
article>.contents{grid-area:1/2/span 9;align-self:start;position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto;margin-top:1.7rem;padding:0 0 0 1rem;border:0;border-left:1px solid var(--line);border-radius:0;font-size:.9rem}
@supports selector(::details-content){
.contents summary{list-style:none;color:var(--soft);pointer-events:none}
.contents::details-content{content-visibility:visible;block-size:auto}
}
}
.text h2{padding-bottom:.3rem;border-bottom:1px solid var(--line)}
.anchor{color:var(--soft);text-decoration:none;font-weight:400}
:target{scroll-margin-top:1rem}
:is(h2,h3,h4,h5,h6,p):target,:has(>:target:empty){background:linear-gradient(var(--mark),var(--mark)) left/4px 100% no-repeat;padding-left:.7rem}
#found{scroll-margin-top:30vh}
.text li{margin:.2rem 0}
.text li>p{margin:.3rem 0}
.task{list-style:none;text-indent:-1.4em}.task>*{text-indent:0}
.wide,pre{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse}
th,td{border:1px solid var(--line);padding:.3rem .7rem;text-align:left;overflow-wrap:normal;min-width:4rem}
th{background:var(--card);font-weight:600}
.right{text-align:right}.center{text-align:center}
code,pre{font:.88em/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace,"Noto Sans CJK SC"}
code{background:var(--card);border-radius:.25rem;padding:.1em .3em}
pre{background:var(--card);padding:.7rem 1rem;border-radius:.5rem;overflow-wrap:normal}
pre code{font-size:1em;padding:0;background:none}
code.block{white-space:pre-wrap;padding:0}
s{color:var(--soft)}
.note,.text blockquote{margin:.8rem 0;border-left:4px solid var(--line);padding:.1rem 1rem}
.note{border-color:var(--accent);background:var(--card);border-radius:0 .5rem .5rem 0}
figure{margin:1rem 0}
img{max-width:100%;height:auto;border-radius:.3rem;vertical-align:middle}
figcaption{color:var(--soft);font-size:.9rem}
a.picture::before{content:"🖼 "}
a.footnote{font-size:.8em;vertical-align:.3em;text-decoration:none}
.copy{min-height:0;padding:.15rem .6rem;border-color:var(--line);background:var(--card);color:var(--accent);font-size:.85rem}
.code{position:relative}
.code .copy{position:absolute;top:.4rem;right:.4rem}
.actions .copy{font-size:inherit;padding:.25rem .7rem}
.beside{display:flex;flex-wrap:wrap;gap:.5rem 2rem;justify-content:space-between;margin-top:2.5rem}
footer{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;margin-top:3rem;padding-block:1.2rem;border-top:1px solid var(--line);font-size:.9rem}
footer nav a{margin-right:.7rem}
@media print{
:root{--ink:#000;--soft:#444;--line:#bbb;--accent:#000}
html{font-size:11pt}
form,footer,button,#panel,.trail,.skip,.actions,.contents,.anchor,article~*{display:none!important}
main:has(.contents)>article{display:block}
body:has(.contents) :is(header,main),header,main,main>*{max-width:none;padding-inline:0}
header{position:static!important;padding-block:0 .3rem}
img{max-height:60vh}
a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.wide{overflow:visible}
h2,h3,h4{break-after:avoid}
pre,tr,figure{break-inside:avoid}
}
`;
