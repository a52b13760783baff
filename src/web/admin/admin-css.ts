import { OUTCOMES } from '../../insight/insight.ts';
import { OUTCOME_LOOKS } from '../../insight/outcome-looks.ts';

/** What the operators' pages need beyond the reader's style sheet. Its address is below /admin: others do not get it. */
export const ADMIN_CSS = `main form{display:block}
main form p{display:flex;flex-wrap:wrap;gap:.5rem}
label{display:block;font-size:.9rem;color:var(--soft)}
label input{display:block;width:100%;color:var(--ink);font-size:1rem}
.tabs{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:1rem 0 0}
.tabs a,.tabs button,.quiet{display:inline-flex;align-items:center;min-height:2.75rem;padding:.35rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);color:var(--accent);text-decoration:none}
.tabs [aria-current]{border-color:var(--accent)}
.tabs form{margin-left:auto}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.7rem;margin:1rem 0;padding:0}
.figures div{padding:.6rem .9rem;border:1px solid var(--line);border-radius:.8rem;background:var(--card)}
.figures dt,.figures small{display:block;font-size:.85rem;color:var(--soft)}
.figures dd{margin:0;font-size:1.5rem;line-height:1.4;font-variant-numeric:tabular-nums}
.chart{display:block;max-width:44rem;height:auto;margin:.6rem 0;color:var(--soft)}
${OUTCOMES.map(
  (outcome) => `.key-${outcome}{background:${OUTCOME_LOOKS[outcome].colour}}
`,
).join('')}@media (max-width:30rem){.chart{font-size:16px}}
.topics+form{margin-top:1rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:0;padding:0;font-size:.9rem}
.legend span{display:inline-block;width:.8em;height:.8em;margin-right:.35em;border-radius:2px}
.counts{list-style:none;margin:0;padding:0}
.counts li{display:flex;gap:1rem;justify-content:space-between;padding:.35rem 0;border-bottom:1px solid var(--line)}
.counts span{font-variant-numeric:tabular-nums;white-space:nowrap}
details{margin:.7rem 0;border:1px solid var(--line);border-radius:.8rem;background:var(--card)}
summary{padding:.6rem 1rem;cursor:pointer}
details>:not(summary){margin-left:1rem;margin-right:1rem}
details>.passages{margin:0 1rem 1rem}
details>:last-child{margin-bottom:1rem}
.plain{border:0;background:none}
.plain summary{padding:.4rem 0;color:var(--accent)}
.plain>:not(summary){margin-left:0}
.told{margin:1rem 0;padding:.6rem 1rem;border-left:4px solid var(--accent);border-radius:0 .5rem .5rem 0;background:var(--card)}
.told.bad{border-color:#c2544f}
.questions li{margin:.2rem 0}
.warn{background:#a33833;border-color:#a33833;color:#fff}
`;
