/**
 * Shows results while the reader types. Without it the same form leads to the same results. It is a string, because it
 * runs in the browser. Responses are escaped by the server and parsed as a separate document, in which no script runs.
 */
export const READER_SCRIPT = `'use strict';
const form = document.querySelector('form[role=search]');
const results = document.getElementById('results');
const told = document.getElementById('status');
const input = form.elements.namedItem('q');
const PAUSE_MS = 250;
let timer;
let running;

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => void search(), PAUSE_MS);
}

async function search() {
  running?.abort();
  if (input.value.trim() === '') {
    results.replaceChildren();
    told.textContent = '';
    return;
  }
  const request = (running = new AbortController());
  const words = new URLSearchParams(new FormData(form));
  try {
    const response = await fetch('/search?part=1&' + words, { signal: request.signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (request.signal.aborted) return;
    results.replaceChildren(...page.body.childNodes);
    told.textContent = results.querySelector('[data-status]')?.dataset.status ?? '';
    if (location.pathname === '/search') history.replaceState(null, '', '/search?' + words);
  } catch {
    // Enter still works.
  }
}

// While a Chinese character is being composed, its letters are not a question yet.
input.addEventListener('input', (event) => event.isComposing || later());
input.addEventListener('compositionend', later);
form.addEventListener('submit', () => {
  clearTimeout(timer);
  running?.abort();
});
`;
