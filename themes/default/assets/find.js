// What can be found. Pagefind answers where the build made an index and the browser can run it; else the records do,
// which every site has. Both answer alike, so that dialog and page need not know. See okrsite/pages/search.py.
export const fold = s => s.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
export const split = s => fold(s).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const json = async url => { const r = await fetch(url); if (!r.ok) throw new Error(`${r.status} ${url}`); return r.json(); };

// The site's search: `kinds` there are, titles of `past` cycles, find(text, picks), rest().
// `picks` are lists of kinds, teams and cycles. A cycle that is over is loaded when it is picked, and found only then.
export async function open(manifest) {
  const { kinds, bundles } = await json(manifest), past = bundles.filter(b => b.cycle), later = bundles.slice(1).filter(b => !b.cycle);
  const figure = figures(manifest, bundles), loaded = new Map();
  let engine;
  const load = b => loaded.get(b) ?? loaded.set(b, engine.add(b)).get(b);
  const start = async () => {
    try {
      if (!bundles[0].engine) throw null;
      engine = await pagefind(manifest, bundles[0]);
    } catch {
      engine = plain(manifest);
    }
    await load(bundles[0]);
  };
  let started;
  return {
    kinds,
    past: past.map(b => b.cycle),
    warm: () => started ??= start(),
    async find(text, picks = {}) {
      await (started ??= start());
      await Promise.all(past.filter(b => picks.cycle?.includes(b.cycle)).map(load));
      const over = past.filter(b => loaded.has(b)).map(b => b.cycle), answer = await engine.search(text.trim(), picks, over);
      return { ...answer, take: async (from, to) => Promise.all((await answer.take(from, to)).map(async r => ({ ...r, href: new URL(r.url, manifest).href, ...await figure(r.url) }))) };
    },
    // What was left for after the first answer; whether there was any.
    async rest() { const more = later.filter(b => !loaded.has(b)); await Promise.all(more.map(load)); return more.length > 0; },
  };
}

// Health and progress of a goal or key result: small files, all of a team in one.
function figures(root, bundles) {
  const files = new Map(), at = name => bundles.find(b => b.name === name);
  return async url => {
    const [, team, cycle, goal, key] = /^teams\/([^/]+)\/([^/]+)\/([^/]+)\/(?:#(.+))?$/.exec(url) ?? [];
    const bundle = at(`cycles/${cycle}`) ?? (key && at('measures')) ?? bundles[0];
    if (!goal || !bundle.shards) return {};
    let n = 0;
    for (const c of team) n = (Math.imul(n, 31) + c.charCodeAt()) >>> 0;
    const file = `search/${bundle.name}/${n % bundle.shards}.json`;
    if (!files.has(file)) files.set(file, json(new URL(file, root)).catch(() => ({})));
    const known = (await files.get(file))[`${team}/${cycle}`]?.[key ? `${goal}.${key}` : goal];
    if (!known) return {};
    const [health, progress] = known.split(' ');
    return { health, progress };
  };
}

async function pagefind(root, first) {
  const folder = b => new URL(`pagefind/${b.name}/`, root).href;
  const pf = (await import(`${folder(first)}pagefind.js`)).createInstance({ basePath: folder(first), noWorker: true, ranking: { metaWeights: { title: 5, goal: 0.5, teams: 1, owner: 1, language: 0 } } });
  await pf.search('');
  const wanted = (picks, over) => {
    const some = Object.entries(picks).filter(([, values]) => values.length).map(([key, values]) => [key, { any: values }]);
    return Object.fromEntries(over.length && !picks.cycle?.length ? [...some, ['cycle', { none: over }]] : some);
  };
  const record = ({ raw_url: url, content, meta, filters }) => ({
    url, kind: filters.kind[0], title: meta.title, text: filters.kind[0] === 'key-result' ? meta.goal : content === meta.title ? '' : content, team: filters.team?.join(', ') ?? '', cycle: filters.cycle?.[0] ?? '', language: meta.language,
  });
  return {
    add: async b => { if (b !== first) await pf.mergeIndex(folder(b), { indexWeight: b.cycle ? 0.5 : 1 }); },
    async search(text, picks, over) {
      const ask = (p, but = over) => pf.search(text || null, { filters: wanted(p, but) });
      const { results } = text || Object.values(picks).some(p => p.length) ? await ask(picks) : { results: [] };
      return {
        total: results.length,
        take: (from, to) => Promise.all(results.slice(from, to).map(async r => record(await r.data()))),
        // How many results each value of a facet would give, with what is picked in the others.
        async counts() {
          await pf.filters();
          return Object.fromEntries(await Promise.all(['kind', 'team', 'cycle'].map(async key => {
            const { filters } = await ask({ ...picks, [key]: [] }, key === 'cycle' ? [] : over);
            return [key, Object.entries(filters[key] ?? {}).filter(([, n]) => n)];
          })));
        },
      };
    },
  };
}

// All records with every word, the best first: words in the title before words elsewhere, goals before their measures;
// among equals the order of the records, in which goals come first.
function plain(root) {
  const records = [], fields = ['kind', 'title', 'text', 'teams', 'owner', 'cycle', 'url', 'language'];
  const worth = (r, w) => r.head === w ? 5 : r.head.startsWith(w) || r.head.includes(` ${w}`) ? 3 : r.head.includes(w) ? 2 : 0;
  return {
    async add(b) {
      const { names, records: rows } = await json(new URL(`search/${b.name}/records.json`, root));
      records.push(...rows.map(row => {
        const r = Object.fromEntries(fields.map((field, i) => [field, typeof row[i] === 'number' ? names[row[i]] : row[i] ?? '']));
        r.team = r.teams.map(n => names[n]).join(', '); r.teams = r.teams.map(n => names[n]);
        r.head = fold(r.title);
        r.folded = `${r.head} ${fold([r.text, r.team, r.owner, r.cycle].join(' '))}`;
        return r;
      }));
    },
    async search(text, picks, over) {
      const words = split(text), of = { kind: r => [r.kind], team: r => r.teams, cycle: r => [r.cycle] };
      const fits = (r, but) => Object.keys(of).every(key => key === but || (picks[key]?.length ? of[key](r).some(v => picks[key].includes(v)) : key !== 'cycle' || !over.includes(r.cycle)));
      const score = r => words.reduce((sum, w) => sum + worth(r, w), r.kind === 'key-result' ? -1 : 0);
      const some = words.length || Object.values(picks).some(p => p.length) ? records.filter(r => words.every(w => r.folded.includes(w))) : [];
      const hits = some.filter(r => fits(r)).map((r, i) => [score(r), i, r]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(hit => hit[2]);
      const count = (key, rows) => rows.flatMap(of[key]).filter(Boolean).reduce((all, v) => all.set(v, (all.get(v) || 0) + 1), new Map());
      return {
        total: hits.length,
        take: async (from, to) => hits.slice(from, to),
        counts: async () => Object.fromEntries(Object.keys(of).map(key => [key, [...count(key, some.filter(r => fits(r, key)))]])),
      };
    },
  };
}

// The words of kinds and healths, as they stand in the search page.
export function words(page) {
  const all = page.querySelector('#search-words').content;
  const text = (what, key) => all.querySelector(`[data-${what}="${key}"]`)?.textContent.trim() ?? key;
  return { kind: key => text('kind', key), health: key => text('health', key), status: key => all.querySelector(`[data-health="${key}"]`)?.firstElementChild };
}
