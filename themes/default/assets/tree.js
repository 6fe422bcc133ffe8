// Alignment tree. The HTML is a plain nested list, fully open; this file adds folding,
// arrow keys, filters and links between related goals. Folded branches stay findable (Ctrl+F).
// Look-ups are made once, so that five thousand goals stay quick.
// Words: <p role="status" data-tree-count data-both="Objectives: {o}, key results: {k}." data-objectives data-krs data-none>
const tree = document.querySelector('[data-tree]');
const fold = s => s.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
const nodes = [...tree.querySelectorAll('.node')].map(el => {
  const row = el.firstElementChild, first = row.firstElementChild;
  return { el, row, twist: first.matches('.twist') ? first : null, kids: first.matches('.twist') ? el.lastElementChild : null, up: null, open: true };
});
const of = new Map(nodes.map(n => [n.el, n])), byKids = new Map(nodes.filter(n => n.kids).map(n => [n.kids, n]));
for (const n of nodes) n.up = byKids.get(n.el.parentElement) ?? null;

function set(n, open) {
  if (n.open === open) return;
  n.open = open;
  n.twist.setAttribute('aria-expanded', String(open));
  open ? n.kids.removeAttribute('hidden') : n.kids.setAttribute('hidden', 'until-found');
}
for (const n of nodes) if (n.twist && !n.twist.hasAttribute('data-open')) set(n, false);
tree.classList.add('ready');
const reveal = n => { for (let a = n?.up; a; a = a.up) set(a, true); };
const jump = () => {
  const n = location.hash.length > 1 && of.get(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  if (!n) return;
  reveal(n); if (n.twist) set(n, true);
  n.el.scrollIntoView({ block: 'center' });
};
addEventListener('hashchange', jump); jump();

const nodeAt = t => of.get(t.closest('.node'));
tree.addEventListener('click', e => { const b = e.target.closest('.twist'); if (b) { const n = nodeAt(b); set(n, !n.open); } });
tree.addEventListener('beforematch', e => { const n = nodeAt(e.target); set(n, true); reveal(n); });

// Arrow keys walk the visible rows; Tab still reaches every control.
const stopOf = n => n.twist ?? n.row.querySelector('a');
const shown = n => { if (n.el.hidden) return false; for (let a = n.up; a; a = a.up) if (!a.open || a.el.hidden) return false; return true; };
const step = (i, d) => { for (i += d; i >= 0 && i < nodes.length; i += d) if (stopOf(nodes[i]) && shown(nodes[i])) return nodes[i]; };
tree.addEventListener('keydown', e => {
  if (e.altKey || e.ctrlKey || e.metaKey) return;
  const n = nodeAt(e.target); if (!n) return;
  const rtl = getComputedStyle(tree).direction === 'rtl', i = nodes.indexOf(n);
  const key = rtl ? { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[e.key] ?? e.key : e.key;
  let to;
  if (key === 'ArrowDown') to = step(i, 1);
  else if (key === 'ArrowUp') to = step(i, -1);
  else if (key === 'Home') to = step(-1, 1);
  else if (key === 'End') to = step(nodes.length, -1);
  else if (key === 'ArrowRight') { if (!n.twist) return; if (n.open) to = step(i, 1); else set(n, true); }
  else if (key === 'ArrowLeft') { if (n.twist && n.open) set(n, false); else to = n.up; }
  else if (key === '*') { for (const s of nodes) if (s.up === n.up && s.twist) set(s, true); }
  else return;
  e.preventDefault();
  if (to) stopOf(to).focus();
});

// Related goals light up together: those that a goal's links name, and those whose links name it.
let kin;
function relate(n, on) {
  if (!kin) {
    kin = new Map();
    const goals = nodes.filter(n => n.el.matches('.lv-obj')).map(n => [n, ...[...n.row.querySelectorAll('.node-name a')].map(a => a.pathname)]), at = new Map(goals.map(([n, own]) => [own, n]));
    const tie = (a, b) => kin.set(a, (kin.get(a) ?? new Set()).add(b));
    for (const [n, own, ...above] of goals) for (const up of above) if (up !== own && at.has(up)) { tie(n, at.get(up)); tie(at.get(up), n); }
  }
  for (const other of kin.get(n) ?? []) other.row.classList.toggle('rel', on);
}
for (const ev of ['pointerover', 'pointerout', 'focusin', 'focusout']) tree.addEventListener(ev, e => { const n = nodeAt(e.target); if (n?.el.matches('.lv-obj')) relate(n, ev === 'pointerover' || ev === 'focusin'); });

// Filters: keep matches and their ancestors; state lives in the address.
const form = document.querySelector('[data-tree-filter]'), count = document.querySelector('[data-tree-count]'), all = count.textContent;
let before = null;
function filter() {
  const f = new FormData(form), q = fold(f.get('q').trim()), t = f.get('t'), s = f.get('s'), on = Boolean(q || t || s);
  if (on && !before) before = nodes.map(n => n.open);
  let objectives = 0, krs = 0;
  const keep = new Map();
  if (on) for (const n of nodes) {
    const objective = n.el.classList.contains('lv-obj');
    if (!objective && !n.el.classList.contains('lv-kr')) continue;
    n.words ??= fold(n.row.querySelector('.node-name').textContent);
    if ((q && !n.words.includes(q)) || (t && n.el.dataset.t !== t) || (s && n.el.dataset.s !== s)) continue;
    objective ? objectives++ : krs++;
    keep.set(n, true);
    for (let a = n.up; a && !keep.has(a); a = a.up) keep.set(a, false);
  }
  nodes.forEach((n, i) => {
    const hide = on && !keep.has(n);
    if (n.el.hidden !== hide) n.el.hidden = hide;
    n.row.classList.toggle('dim', on && keep.get(n) === false);
    if (n.twist) set(n, on ? keep.get(n) === false || (keep.has(n) && n.open) : before ? before[i] : n.open);
  });
  if (!on) before = null;
  const words = objectives && krs ? count.dataset.both : objectives ? count.dataset.objectives : count.dataset.krs;
  count.textContent = !on ? all : objectives + krs ? words.replace('{o}', objectives).replace('{k}', krs) : count.dataset.none;
  const p = new URLSearchParams([...f].filter(([, v]) => v));
  history.replaceState(null, '', (p.size ? '?' + p : location.pathname) + location.hash);
}
let timer;
form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 80); });
form.addEventListener('submit', e => { e.preventDefault(); filter(); });
for (const b of form.querySelectorAll('[data-all]')) b.addEventListener('click', () => { for (const n of nodes) if (n.twist) set(n, b.dataset.all === 'open'); });
const start = new URLSearchParams(location.search);
for (const [k, v] of start) if (form.elements[k]) form.elements[k].value = v;
if (start.size) filter();

// Paper shows everything.
addEventListener('beforeprint', () => { for (const n of nodes) n.kids?.removeAttribute('hidden'); });
addEventListener('afterprint', () => { for (const n of nodes) if (n.kids && !n.open) n.kids.setAttribute('hidden', 'until-found'); });
