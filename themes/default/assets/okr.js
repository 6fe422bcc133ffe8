// Every page: theme, time, my team, search. Nothing here is needed to read.
// Words come from the HTML.
const store = {
  get(k) { try { return localStorage.getItem(k); } catch { return null; } },
  set(k, v) { try { v === null ? localStorage.removeItem(k) : localStorage.setItem(k, v); } catch { /* private mode */ } },
};
const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];

// Theme: automatic, light, dark.
const toggle = $('[data-theme-toggle]');
if (toggle) {
  const order = [null, 'light', 'dark'], names = toggle.dataset.names.split('|');
  const show = t => {
    t ? document.documentElement.dataset.theme = t : delete document.documentElement.dataset.theme;
    const name = names[Math.max(0, order.indexOf(t))];
    toggle.setAttribute('aria-label', name); toggle.title = name;
  };
  show(store.get('okr-theme'));
  toggle.addEventListener('click', () => {
    const next = order[(order.indexOf(store.get('okr-theme')) + 1) % 3];
    store.set('okr-theme', next); show(next);
  });
}

// A page ages: its times are brought to the reader's day ('sv': ISO dates).
const made = $('time[data-as-of]'), since = t => Math.round((Date.parse(new Date().toLocaleDateString('sv')) - Date.parse(t.dateTime)) / 864e5);
if (made && since(made) > 0) {
  const lang = document.documentElement.lang, age = since(made), ago = t => new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(-since(t), 'day');
  for (const p of $$('[data-published]')) p.textContent = p.dataset.published.replace('{ago}', ago(made));
  for (const t of $$('time[datetime^=P]')) {
    const n = parseInt(t.dateTime.slice(1)), now = 'left' in t.dataset ? Math.max(0, n - age) : n + age;
    t.dateTime = `P${now}D`; t.textContent = new Intl.NumberFormat(lang, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(now);
  }
  for (const t of [made, ...$$('time[data-due]')]) if (since(t) > 0) t.after(`, ${ago(t)}`);
}

// My team: remembered in this browser only. The address is kept relative to the site's root, so that it is right on
// every page. A button says data-remember="id" data-name data-href, a link of the chooser data-choose="id".
const mine = $('[data-myteam]'), root = mine && new URL(mine.dataset.root, document.baseURI).href;
const kept = () => { try { return JSON.parse(store.get('okr-team')); } catch { return null; } };
const keep = (id, name, href) => store.set('okr-team', id && JSON.stringify({ id, name, at: new URL(href, document.baseURI).href.slice(root.length) }));
const paintTeam = () => {
  const t = kept();
  if (mine) {
    const label = $('.label', mine);
    label.dataset.first ??= label.textContent; mine.dataset.chooser ??= mine.getAttribute('href');
    label.textContent = t ? t.name : label.dataset.first;
    mine.setAttribute('href', t ? root + t.at : mine.dataset.chooser);
  }
  for (const b of $$('[data-remember]')) b.setAttribute('aria-pressed', String(t?.id === b.dataset.remember));
  for (const a of $$('[data-choose]')) t?.id === a.dataset.choose ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current');
};
for (const b of $$('[data-remember]')) b.addEventListener('click', () => {
  b.getAttribute('aria-pressed') === 'true' ? keep(null) : keep(b.dataset.remember, b.dataset.name, b.dataset.href);
  paintTeam();
});
for (const a of $$('[data-choose]')) a.addEventListener('click', () => keep(a.dataset.choose, a.textContent.trim(), a.href));
for (const b of $$('[data-forget]')) b.addEventListener('click', () => { keep(null); paintTeam(); });
paintTeam();

// The menu closes on Escape and on a click elsewhere.
const menu = $('details.menu');
if (menu) {
  addEventListener('keydown', e => { if (e.key === 'Escape' && menu.open) { menu.open = false; $('summary', menu).focus(); } });
  addEventListener('click', e => { if (menu.open && !menu.contains(e.target)) menu.open = false; });
}

// Quick search: loads its code and its index only when first opened; without them the link leads to the search page.
const trigger = $('[data-search]');
let finder;
const open = async e => {
  e?.preventDefault();
  try {
    finder ??= import('./finder.js').then(m => m.createFinder(new URL(trigger.dataset.search, document.baseURI), trigger.href));
    (await finder).open();
  } catch { location.href = trigger.href; }
};
if (trigger) {
  trigger.addEventListener('click', e => { if (!e.metaKey && !e.ctrlKey && !e.shiftKey) open(e); });
  addEventListener('keydown', e => {
    if (e.altKey || e.shiftKey && e.key !== '/') return;
    const typing = e.target.closest?.('input, textarea, select, [contenteditable]'), command = e.ctrlKey || e.metaKey;
    if ((e.key === '/' && !typing && !command) || (e.key.toLowerCase() === 'k' && command)) open(e);
  });
}

// The search page: its code loads when there is something to look for.
const form = $('[data-results]') && $('form[role=search]');
if (form) {
  const load = () => import('./search.js');
  location.search ? load() : form.addEventListener('focusin', load, { once: true });
}

// Heading in "On this page".
const toc = $('.toc nav');
if (toc && 'IntersectionObserver' in window) {
  const links = new Map($$('a', toc).map(a => [decodeURIComponent(a.hash.slice(1)), a]));
  const io = new IntersectionObserver(es => {
    for (const e of es) if (e.isIntersecting) {
      for (const a of links.values()) a.removeAttribute('aria-current');
      links.get(e.target.id)?.setAttribute('aria-current', 'location');
    }
  }, { rootMargin: '-10% 0px -75%' });
  for (const id of links.keys()) { const h = document.getElementById(id); if (h) io.observe(h); }
}

// Check in: the file is of the day on which it is written; where the forge's editor takes no text, the text is copied.
for (const a of $$('[data-checkin]')) {
  const [said] = /\d{4}-\d\d-\d\d/.exec(a.dataset.checkin), today = new Date().toLocaleDateString('sv');
  if (today > said && today <= a.dataset.last) a.href = a.href.replace(said, today);
  a.addEventListener('click', () => { if (a.dataset.copies) navigator.clipboard.writeText($(a.dataset.copies).textContent); });
}
