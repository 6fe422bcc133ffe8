"""What an eye would catch on a page, as a program that runs in it: text on text, text outside its frame, thin columns.

`SEEN` gives a list of words, empty where all is well. What scrolls sideways by design is left alone.
"""

# ruff: noqa: E501 (a program in another language)

SEEN = r"""() => {
  const found = [], scrollers = '.scroll-x, .scroll-y, pre, .finder-list', width = document.documentElement.clientWidth;
  const named = one => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} in .${one.parentElement?.className ?? ''}`;
  const cut = one => { for (let at = one; at; at = at.parentElement) if (getComputedStyle(at).overflow !== 'visible') return true; return false; };
  const block = one => { let at = one; while (/^inline$/.test(getComputedStyle(at).display)) at = at.parentElement; return at; };
  const lines = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, one = text.parentElement, words = text.data.trim();
    if (!words || one.closest('.vh, .skip, script, style, title, desc, option, .top, .slide-bar, [popover]') || !one.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange(), scroller = one.closest(scrollers);
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1);
    const say = what => found.push(`${what}: ${named(one)}: ${words.slice(0, 40)}`);
    if (scroller) continue;
    for (const box of boxes) lines.push({ box, one, text, words });
    const frame = one.closest('.panel, .card, .ask, .late')?.getBoundingClientRect();
    if (boxes.some(box => box.left < -1 || box.right > width + 1)) say('outside the page');
    if (frame && boxes.some(box => box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 2)) say('outside its frame');
    if (one instanceof SVGElement) continue;
    const column = block(one).clientWidth, letter = parseFloat(getComputedStyle(one).fontSize);
    if (words.length > 12 && boxes.length > 4 && column < 4 * letter) say(`in a column of ${column} px`);
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  lines.forEach((a, n) => {
    for (let m = n + 1; m < lines.length && lines[m].box.top < a.box.bottom - 3; m++) {
      const b = lines[m], over = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const deep = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (a.text !== b.text && over > 2 && deep > .45 * Math.min(a.box.height, b.box.height) && !cut(a.one) && !cut(b.one)) {
        found.push(`on each other: ${named(a.one)} and ${named(b.one)}: ${a.words.slice(0, 25)} / ${b.words.slice(0, 25)}`);
        break;
      }
    }
  });
  for (const one of document.querySelectorAll('main *')) {
    const style = getComputedStyle(one), over = one.scrollWidth - one.clientWidth > 1, deep = one.scrollHeight - one.clientHeight > 3;
    if (one.clientWidth < 3 || one.closest('.vh, svg, th') || !one.checkVisibility() || !one.textContent.trim()) continue;
    if (/hidden|clip/.test(style.overflowX) && over || /hidden|clip/.test(style.overflowY) && deep) found.push(`cut: ${named(one)}: ${one.textContent.trim().slice(0, 40)}`);
  }
  for (const bar of document.querySelectorAll('svg.bar:has(.bar-track)')) {
    if (!bar.checkVisibility()) continue;
    const track = bar.querySelector('.bar-track').getBoundingClientRect();
    for (const mark of bar.querySelectorAll('.bar-fill, .bar-pace, .bar-prev, .bar-tick, .bar-end')) {
      const box = mark.getBoundingClientRect();
      if (box.left < track.left - 2 || box.right > track.right + 2.5) found.push(`outside its track: ${mark.outerHTML}`);
    }
  }
  for (const label of document.querySelectorAll('svg.chart text')) {
    const box = label.getBoundingClientRect(), chart = label.closest('svg').getBoundingClientRect();
    if (box.width && (box.left < chart.left - 2 || box.right > chart.right + 2 || box.top < chart.top - 2 || box.bottom > chart.bottom + 2)) found.push(`outside its chart: ${label.textContent}`);
  }
  for (const picture of document.querySelectorAll('main img')) {
    const box = picture.getBoundingClientRect();
    if (box.width > width) found.push(`a picture of ${box.width} px`);
  }
  return [...new Set(found)];
}"""
