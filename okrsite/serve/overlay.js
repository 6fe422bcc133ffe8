// Keeps an open page the newest. livereload says that something has changed; this asks what, and then reloads the page
// where it was, exchanges its style sheets, or shows what is wrong above the last good page until it is mended.
(() => {
  const { stamp, styles: worn } = document.currentScript.dataset;
  const place = `okrsite ${location.pathname}`;
  let styles = worn, words = '', asked = Promise.resolve();

  async function ask() {
    const page = encodeURIComponent(location.pathname);
    const now = await (await fetch(`/_okrsite/state?page=${page}`, { cache: 'no-store' })).json();
    if (now.stamp !== stamp) return reload();
    if (now.styles !== styles) dress(styles = now.styles);
    if (now.problems !== words) show(words = now.problems);
  }

  const folds = () => [...document.querySelectorAll('details')];

  function reload() {
    const seen = { left: scrollX, top: scrollY, open: folds().map((one) => one.open) };
    sessionStorage.setItem(place, JSON.stringify(seen));
    location.reload();
    return new Promise(() => {});
  }

  function comeBack() {
    const seen = JSON.parse(sessionStorage.getItem(place));
    sessionStorage.removeItem(place);
    if (!seen) return;
    folds().forEach((one, n) => { one.open = seen.open[n] ?? one.open; });
    scrollTo({ left: seen.left, top: seen.top, behavior: 'instant' });
  }

  function dress(version) {
    for (const old of document.querySelectorAll('link[rel="stylesheet"][href*="static/"]')) {
      const link = old.cloneNode(), url = new URL(old.href);
      url.searchParams.set('v', version);
      link.href = url.href;
      link.addEventListener('load', () => old.remove());
      old.after(link);
    }
  }

  function show(text) {
    document.getElementById('okrsite-overlay')?.remove();
    if (!text) return;
    const box = document.createElement('section'), close = document.createElement('button'), list = document.createElement('pre');
    box.id = 'okrsite-overlay';
    box.setAttribute('role', 'alert');
    close.type = 'button';
    close.textContent = 'Hide until the next save';
    close.addEventListener('click', () => box.remove());
    list.textContent = text;
    list.tabIndex = 0;
    box.append(close, list);
    document.body.append(box);
  }

  const again = () => { asked = asked.then(ask).catch(() => {}); };
  window.LiveReloadPluginOkrsite = class {
    static identifier = 'okrsite';
    static version = '1';
    reload() { again(); return true; }
  };
  document.addEventListener('LiveReloadConnect', again);
  document.addEventListener('visibilitychange', again);
  addEventListener('load', comeBack);
  again();
})();
