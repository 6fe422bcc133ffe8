// Training progress, kept in this browser only. All words come from the HTML.
let read;
try { read = new Set(JSON.parse(localStorage.getItem('okr-read') || '[]')); } catch { read = new Set(); }
const save = () => { try { localStorage.setItem('okr-read', JSON.stringify([...read])); } catch { /* private mode */ } };

// <button data-done="page" data-words="Mark as read|Read"><span>Mark as read</span></button>
for (const b of document.querySelectorAll('[data-done]')) {
  const words = b.dataset.words.split('|');
  const show = () => { const on = read.has(b.dataset.done); b.setAttribute('aria-pressed', String(on)); b.querySelector('span').textContent = words[Number(on)]; };
  b.addEventListener('click', () => { read.has(b.dataset.done) ? read.delete(b.dataset.done) : read.add(b.dataset.done); save(); show(); });
  show();
}

// <ol data-path data-read=", read"> of <li data-page="page"> with .no and [data-state];
// in the same section <p data-path-count data-some="{n} of {all} pages read">
for (const path of document.querySelectorAll('[data-path]')) {
  const pages = [...path.children], done = pages.filter(p => read.has(p.dataset.page));
  for (const p of done) { p.classList.add('done'); p.querySelector('.no').textContent = '✓'; p.querySelector('[data-state]').textContent = path.dataset.read; }
  pages.find(p => !read.has(p.dataset.page))?.classList.add('you');
  const count = path.closest('section').querySelector('[data-path-count]');
  if (done.length && count) count.textContent = count.dataset.some.replace('{n}', done.length).replace('{all}', pages.length);
}
