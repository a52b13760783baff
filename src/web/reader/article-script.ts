/**
 * Copies code and the page's address, and shows in the table of contents where the reader is. Everything can be read
 * without it. It is a string, because it runs in the browser.
 */
export const ARTICLE_SCRIPT = `'use strict';
const article = document.querySelector('article');
const { copy, copied, copyLink } = article.dataset;
const COPIED_MS = 2000;

function copyButton(name, textOf) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = name;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(textOf());
    button.textContent = copied;
    setTimeout(() => (button.textContent = name), COPIED_MS);
  });
  return button;
}

// Browsers have no clipboard for pages without a secure connection.
if (navigator.clipboard) {
  const address = document.querySelector('link[rel=canonical]')?.href ?? location.origin + location.pathname;
  article.querySelector('.actions').append(copyButton(copyLink, () => address));
  for (const code of article.querySelectorAll('pre')) {
    const frame = document.createElement('div');
    frame.className = 'code';
    code.replaceWith(frame);
    frame.append(code, copyButton(copy, () => code.textContent));
  }
}

const contents = article.querySelector('.contents');
if (contents) {
  const entries = Array.from(contents.querySelectorAll('a'), (link) => ({
    link,
    heading: document.getElementById(link.hash.slice(1)),
  }));
  const show = () => {
    const here = entries.findLast(({ heading }) => heading.getBoundingClientRect().top < innerHeight / 3);
    for (const { link } of entries)
      if (link === here?.link) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    // Long contents scroll by themselves.
    if (here) contents.scrollTop = here.link.offsetTop - contents.clientHeight / 2;
  };
  const observer = new IntersectionObserver(show, { rootMargin: '0px 0px -67%' });
  for (const { heading } of entries) observer.observe(heading);
}
`;
