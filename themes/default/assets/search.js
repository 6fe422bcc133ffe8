// The search page: results, facets with counts, marked words; the state lives in the address.
import { find, fold, load, words } from './finder.js';

const LIMIT = 50, form = document.querySelector('form[role=search]'), box = document.querySelector('[data-results]'), ways = document.querySelector('[data-ways]');
const facets = [...document.querySelectorAll('[data-facet]')], narrow = box.querySelector('form'), hits = box.querySelector('[data-hits]'), status = box.querySelector('[data-status]');
const word = words(document), index = new URL(document.querySelector('[data-search]').dataset.search, document.baseURI);
const panel = box.querySelector('.facets'), wide = matchMedia('(min-width: 68rem)'), sync = () => { panel.open = wide.matches; };
wide.addEventListener('change', sync); sync();

const el = (name, text, cls) => { const e = document.createElement(name); if (text) e.textContent = text; if (cls) e.className = cls; return e; };

// A text with the searched words marked; folding keeps lengths only where it changes no letter's length.
function marked(text, wanted) {
  const folded = fold(text), e = document.createDocumentFragment();
  if (folded.length !== text.normalize('NFC').length || !wanted.length) { e.append(text); return e; }
  const pattern = new RegExp(wanted.map(w => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const plain = text.normalize('NFC');
  let from = 0;
  for (const m of folded.matchAll(pattern)) { e.append(plain.slice(from, m.index), el('mark', plain.slice(m.index, m.index + m[0].length))); from = m.index + m[0].length; }
  e.append(plain.slice(from));
  return e;
}

function hit(record, wanted) {
  const li = el('li'), facts = el('p', '', 'facts tiny'), h = el('h2'), a = el('a');
  facts.append(el('span', word.kind(record.kind)));
  const where = [record.team, record.cycle].filter(Boolean).join(', ');
  if (where) facts.append(el('span', where));
  const state = record.health && word.status(record.health);
  if (state) facts.append(document.importNode(state, true));
  a.href = record.href; a.append(marked(record.title, wanted)); h.append(a); li.append(facts, h);
  if (record.text) { const p = el('p'); p.append(marked(record.text, wanted)); li.append(p); }
  return li;
}

const names = { kind: word.kind, health: word.health };
function facet(field, found, picked) {
  const key = field.dataset.facet, counts = new Map();
  for (const r of found) if (r[key]) counts.set(r[key], (counts.get(r[key]) || 0) + 1);
  for (const v of picked) if (!counts.has(v)) counts.set(v, 0);
  field.hidden = counts.size < 2 && !picked.length;
  for (const old of field.querySelectorAll('label')) old.remove();
  field.append(...[...counts].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([value, n]) => {
    const label = el('label'), input = el('input');
    input.type = 'checkbox'; input.name = key; input.value = value; input.checked = picked.includes(value);
    label.append(input, el('span', (names[key] ?? (v => v))(value)), el('span', String(n)));
    return label;
  }));
}

let records;
async function run(fromAddress) {
  const p = fromAddress ? new URLSearchParams(location.search) : new URLSearchParams([...new FormData(form), ...new FormData(narrow)].filter(([, v]) => v));
  const q = (p.get('q') || '').trim(), wanted = fold(q).split(/\s+/).filter(Boolean);
  if (fromAddress) form.elements.q.value = q; else history.replaceState(null, '', p.size ? `?${p}` : location.pathname);
  ways.hidden = Boolean(q); box.hidden = !q;
  if (!q) return;
  records ??= await load(index);
  const found = find(records, q), picks = Object.fromEntries(facets.map(f => [f.dataset.facet, p.getAll(f.dataset.facet)]));
  const fits = (r, but) => Object.entries(picks).every(([k, vs]) => k === but || !vs.length || vs.includes(r[k]));
  for (const f of facets) facet(f, found.filter(r => fits(r, f.dataset.facet)), picks[f.dataset.facet]);
  const shown = found.filter(r => fits(r));
  hits.replaceChildren(...shown.slice(0, LIMIT).map(r => hit(r, wanted)));
  const say = !shown.length ? status.dataset.none : shown.length > LIMIT ? status.dataset.cut : status.dataset.some;
  status.textContent = say.replace('{q}', () => q).replace('{n}', shown.length).replace('{shown}', LIMIT);
}

let timer;
form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 120); });
form.addEventListener('submit', e => { e.preventDefault(); run(); });
narrow.addEventListener('input', e => {
  const at = e.target;
  run().then(() => narrow.querySelector(`[name="${at.name}"][value="${CSS.escape(at.value)}"]`)?.focus());
});
narrow.addEventListener('reset', () => setTimeout(() => { for (const i of narrow.querySelectorAll('input')) i.checked = false; run(); }));
addEventListener('popstate', () => run(true));
run(true);
