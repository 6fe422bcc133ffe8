// The search page: results, facets with counts, marked words; the state lives in the address.
import { fold, open, split, words } from './find.js';

const LIMIT = 50, LOOK = 300; // so many at once, and so many are looked through for a status
const form = document.querySelector('form[role=search]'), box = document.querySelector('[data-results]'), ways = document.querySelector('[data-ways]');
const facets = [...document.querySelectorAll('[data-facet]')], narrow = box.querySelector('form'), hits = box.querySelector('[data-hits]'), status = box.querySelector('[data-status]'), more = box.querySelector('[data-more]');
const word = words(document), manifest = new URL(document.querySelector('[data-search]').dataset.search, document.baseURI);
const panel = box.querySelector('.facets'), wide = matchMedia('(min-width: 68rem)'), sync = () => { panel.open = wide.matches; };
wide.addEventListener('change', sync); sync();

const el = (name, text, cls) => { const e = document.createElement(name); if (text) e.textContent = text; if (cls) e.className = cls; return e; };

// A text with the searched words marked: in a word the searched part of it, and a word that the searched one begins
// with (search "launches", read "launch"). Folding may change lengths; then the whole word is marked.
function marked(text, wanted) {
  const all = document.createDocumentFragment();
  for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const folded = fold(part), found = wanted.find(w => folded.includes(w)), from = folded.indexOf(found);
    if (found && folded.length === part.length) all.append(part.slice(0, from), el('mark', part.slice(from, from + found.length)), part.slice(from + found.length));
    else if (found || (folded.length > 3 && wanted.some(w => w.startsWith(folded)))) all.append(el('mark', part));
    else all.append(part);
  }
  return all;
}

function hit(record, wanted) {
  const li = el('li'), facts = el('p', '', 'facts tiny'), h = el('h2'), a = el('a');
  facts.append(el('span', word.kind(record.kind)));
  const where = [record.kind !== 'team' && record.team, record.cycle].filter(Boolean).join(', '), state = record.health && word.status(record.health);
  if (where) facts.append(el('span', where));
  if (record.language) facts.append(el('span', new Intl.DisplayNames([record.language], { type: 'language' }).of(record.language)));
  if (state) facts.append(document.importNode(state, true));
  if (record.progress) facts.append(el('span', record.progress));
  a.href = record.href; a.append(marked(record.title, wanted)); h.append(a); li.append(facts, h);
  h.dir = 'auto';
  if (record.text) { const p = el('p'); p.dir = 'auto'; p.append(marked(record.text, wanted)); li.append(p); }
  return li;
}

// One facet: its values with how many results each would give; picked ones stay, and cycles that are over can be asked for.
const names = { kind: word.kind, health: word.health };
function facet(key, counts, picked, asked = []) {
  const field = facets.find(f => f.dataset.facet === key), rows = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 12);
  for (const value of [...picked, ...asked]) if (!rows.some(row => row[0] === value)) rows.push([value, '']);
  field.hidden = rows.length < 2 && !picked.length;
  const focused = field.contains(document.activeElement) && document.activeElement.value;
  for (const old of field.querySelectorAll('label')) old.remove();
  field.append(...rows.map(([value, n]) => {
    const label = el('label'), input = el('input');
    input.type = 'checkbox'; input.name = key; input.value = value; input.checked = picked.includes(value);
    label.append(input, el('span', (names[key] ?? (v => v))(value)), el('span', String(n)));
    return label;
  }));
  if (focused) [...field.querySelectorAll('input')].find(i => i.value === focused)?.focus();
}

// Results from the first on until there are enough; a status is not in the index, so results are looked through for it.
async function collect(answer, healths, want) {
  const rows = [], all = [];
  while (rows.length < want && all.length < answer.total && (!healths.length || all.length < LOOK)) {
    const batch = await answer.take(all.length, all.length + LIMIT);
    all.push(...batch);
    rows.push(...batch.filter(r => !healths.length || healths.includes(r.health)));
  }
  return { rows: rows.slice(0, want), all, whole: all.length >= answer.total, total: !healths.length ? answer.total : rows.length };
}

function say(q, { rows, all, whole, total }, healths) {
  const d = status.dataset, text = !total ? d.none : healths.length && !whole ? d.looked : total > rows.length ? d.cut : d.some;
  status.textContent = text.replace('{q}', () => q).replace('{n}', total).replace('{shown}', rows.length).replace('{seen}', all.length);
}

let search, turn = 0, want = LIMIT;
async function run(fromAddress) {
  const mine = ++turn;
  const p = fromAddress ? new URLSearchParams(location.search) : new URLSearchParams([...new FormData(form), ...new FormData(narrow)].filter(([, v]) => v));
  const q = (p.get('q') || '').trim();
  if (fromAddress) form.elements.q.value = q; else history.replaceState(null, '', p.size ? `?${p}` : location.pathname);
  ways.hidden = Boolean(q); box.hidden = !q;
  if (!q) return;
  try {
    search ??= open(manifest);
    const site = await search, picks = Object.fromEntries(facets.map(f => [f.dataset.facet, p.getAll(f.dataset.facet)])), { health, ...others } = picks;
    const answer = await site.find(q, others), found = await collect(answer, health, want);
    if (mine !== turn) return;
    hits.replaceChildren(...found.rows.map(r => hit(r, split(q))));
    more.hidden = found.total <= found.rows.length;
    say(q, found, health);
    const states = found.all.map(r => r.health).filter(Boolean);
    facet('health', [...new Set(states)].map(s => [s, found.whole ? states.filter(x => x === s).length : '']), health);
    const counts = await answer.counts();
    if (mine !== turn) return;
    for (const key of Object.keys(others)) facet(key, counts[key], others[key], key === 'cycle' ? site.past : []);
    if (await site.rest() && mine === turn) run(fromAddress);
  } catch {
    if (mine !== turn) return;
    search = undefined; hits.replaceChildren(); ways.hidden = false; status.textContent = status.dataset.failed;
  }
}

let timer;
const anew = () => { want = LIMIT; run(); };
form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(anew, 120); });
form.addEventListener('submit', e => { e.preventDefault(); clearTimeout(timer); anew(); });
narrow.addEventListener('input', anew);
narrow.addEventListener('reset', () => setTimeout(() => { for (const i of narrow.querySelectorAll('input')) i.checked = false; anew(); }));
more.addEventListener('click', async () => { const n = hits.children.length; want += LIMIT; await run(); hits.children[n]?.querySelector('a').focus(); });
addEventListener('popstate', () => run(true));
run(!form.elements.q.value || Boolean(location.search)); // what was typed while this was loading stays
