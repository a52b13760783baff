/**
 * Shows results while the reader types: in the page where it has a place for them, else in a panel over it. Without it
 * the same form leads to the same results. It is a string, because it runs in the browser. Responses are escaped by the
 * server and parsed as a separate document, in which no script runs.
 */
export const SEARCH_SCRIPT = `document.addEventListener('DOMContentLoaded', () => {
  const form = document.querySelector('form[role=search]');
  if (!form) return;
  const header = form.parentElement;
  const input = form.elements.namedItem('q');
  const panel = document.getElementById('panel');
  const results = panel ?? document.getElementById('results');
  const told = document.getElementById('status');
  const PAUSE_MS = 250;
  const MAX_RETRIES = 5;
  let timer;
  let running;

  function later(ms, retries) {
    clearTimeout(timer);
    timer = setTimeout(search, ms, retries);
  }

  function stop() {
    clearTimeout(timer);
    running?.abort();
    results.removeAttribute('aria-busy');
  }

  function show(nodes) {
    stop();
    results.replaceChildren(...nodes);
    results.scrollTop = 0;
    told.textContent = results.querySelector('[data-status]')?.dataset.status ?? '';
    open(true);
  }

  function open(isWanted) {
    if (panel) panel.hidden = !isWanted || !panel.hasChildNodes();
  }

  async function search(retries) {
    running?.abort();
    if (input.value.trim() === '') return show([]);
    const request = (running = new AbortController());
    const words = new URLSearchParams(new FormData(form));
    results.setAttribute('aria-busy', 'true');
    let seconds = 2;
    try {
      const response = await fetch('/search?part=1&' + words, { signal: request.signal });
      const text = await response.text();
      if (request.signal.aborted) return;
      if (response.ok) {
        show(new DOMParser().parseFromString(text, 'text/html').body.childNodes);
        if (location.pathname === '/search') history.replaceState(null, '', '/search?' + words);
        return;
      }
      if (response.status !== 503) return stop();
      seconds = Number(response.headers.get('retry-after')) || seconds;
    } catch {
      if (request.signal.aborted) return;
    }
    // Too busy a moment, or no network: the last results stay. Not all readers come again at the same time.
    if (retries < MAX_RETRIES) later(seconds * 1000 * (1 + Math.random()), retries + 1);
    else stop();
  }

  // While a Chinese character is being composed, its letters are not a question yet.
  input.addEventListener('input', (event) => event.isComposing || later(PAUSE_MS, 0));
  input.addEventListener('compositionend', () => later(PAUSE_MS, 0));
  form.addEventListener('submit', stop);

  // A reader who has gone on to the results chooses among these.
  results.addEventListener('focusin', stop);
  for (const event of ['focus', 'click']) input.addEventListener(event, () => open(true));
  function leave() {
    stop();
    open(false);
  }
  if (panel) {
    header.addEventListener('focusout', ({ relatedTarget }) => header.contains(relatedTarget) || leave());
    document.addEventListener('pointerdown', ({ target }) => header.contains(target) || leave());
  }

  /** From the box to the first result, and from one to the next. */
  function move(event) {
    const stops = [input, ...results.querySelectorAll('a:not(blockquote a)')];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    if (at === 0) open(true);
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function escape(event) {
    const isInput = event.target === input;
    if (!isInput && !results.contains(event.target)) return;
    if (isInput && input.value === '') return input.blur();
    // Browsers clear the box themselves, once nothing else is to be closed.
    if (!isInput || panel?.hidden === false) event.preventDefault();
    input.focus({ preventScroll: true });
    if (panel) leave();
  }

  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (event.isComposing || event.defaultPrevented) return;
    const isTyped = target.matches('input, textarea, select');
    const isSlash = key === '/' && !isTyped && !ctrlKey && !metaKey && !altKey;
    if (isSlash || (key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey)) {
      event.preventDefault();
      input.focus({ preventScroll: true });
      input.select();
    } else if (key === 'Escape') escape(event);
    else if (key === 'ArrowDown' || key === 'ArrowUp') move(event);
  });
});
`;
