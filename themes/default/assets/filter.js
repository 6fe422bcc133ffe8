// On wide screens the filter panel is always open.
const panel = document.querySelector('details.facets');
if (panel) { const wide = matchMedia('(min-width: 68rem)'); const sync = () => { panel.open = wide.matches; }; wide.addEventListener('change', sync); sync(); }

// Filters a list that is already in the page (lessons, teams, people):
//   <form data-filter="#list"> with a field q and any fields that are compared with the items' data-*;
//   <p role="status" data-count data-some="{n} of {all} shown." data-none="Nothing matches.">All 16.</p>
const fold = s => s.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
for (const form of document.querySelectorAll('[data-filter]')) {
  const list = document.querySelector(form.dataset.filter), items = [...list.querySelectorAll(list.dataset.items || ':scope > li')];
  const count = document.querySelector('[data-count]'), all = count.textContent, words = new Map(items.map(i => [i, fold(i.textContent)]));
  const run = () => {
    const f = new FormData(form), q = fold((f.get('q') || '').trim()).split(/\s+/).filter(Boolean), picks = new Map();
    for (const [k, v] of f) if (k !== 'q' && v) picks.set(k, [...(picks.get(k) || []), v]);
    let n = 0;
    for (const i of items) {
      const ok = q.every(w => words.get(i).includes(w)) && [...picks].every(([k, vs]) => (i.dataset[k] || '').split(' ').some(v => vs.includes(v)));
      i.hidden = !ok; n += ok;
    }
    for (const s of list.querySelectorAll('section')) s.hidden = ![...s.querySelectorAll(list.dataset.items || 'li')].some(i => !i.hidden);
    count.textContent = !q.length && !picks.size ? all : n ? count.dataset.some.replace('{n}', n).replace('{all}', items.length) : count.dataset.none;
  };
  form.addEventListener('input', run);
  form.addEventListener('reset', () => setTimeout(run));
  form.addEventListener('submit', e => e.preventDefault());
  if (new FormData(form).get('q')) run();
}
