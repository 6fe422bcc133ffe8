// Training progress, kept in this browser only. All words come from the HTML, so that they speak the page's language.
let read; try { read = new Set(JSON.parse(localStorage.getItem('okr-read') || '[]')); } catch { read = new Set(); }
const save = () => { try { localStorage.setItem('okr-read', JSON.stringify([...read])); } catch { /* private mode */ } };

// A button says data-done="page" and data-words="Mark as read|Read".
for (const b of document.querySelectorAll('[data-done]')) {
  const words = b.dataset.words.split('|');
  const show = () => {
    const on = read.has(b.dataset.done);
    b.setAttribute('aria-pressed', String(on)); b.querySelector('span').textContent = words[Number(on)];
  };
  b.addEventListener('click', () => { read.has(b.dataset.done) ? read.delete(b.dataset.done) : read.add(b.dataset.done); save(); show(); });
  show();
}

// A path marks what is read and outlines the next page. data-tick is the address of the icon, data-read the word.
for (const path of document.querySelectorAll('[data-path]')) {
  const pages = [...path.children], done = pages.filter(p => read.has(p.dataset.page));
  for (const p of done) {
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = icon.appendChild(document.createElementNS(icon.namespaceURI, 'use'));
    icon.setAttribute('class', 'ic'); icon.setAttribute('viewBox', '0 0 16 16'); use.setAttribute('href', path.dataset.tick);
    p.querySelector('.no').replaceChildren(icon); p.classList.add('done'); p.querySelector('[data-state]').textContent = path.dataset.read;
  }
  pages.find(p => !read.has(p.dataset.page))?.classList.add('you');
  const count = path.closest('section').querySelector('[data-path-count]');
  if (done.length) count.textContent = count.dataset.words.replace('{n}', done.length).replace('{all}', pages.length);
}
