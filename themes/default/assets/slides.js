// Presentation: the page scrolls from slide to slide; keys and buttons are a convenience.
// <span data-at data-words="{n} of {all}"> says where we are.
const slides = [...document.querySelectorAll('.slide')], out = document.querySelector('[data-at]');
const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
let at = 0;
const show = i => {
  at = Math.max(0, Math.min(slides.length - 1, i));
  out.textContent = out.dataset.words.replace('{n}', at + 1).replace('{all}', slides.length);
};
const go = i => {
  show(i);
  slides[at].scrollIntoView({ behavior });
  history.replaceState(null, '', '#' + slides[at].id);
};
const io = new IntersectionObserver(es => { for (const e of es) if (e.isIntersecting) show(slides.indexOf(e.target)); }, { rootMargin: '-50% 0px' });
for (const s of slides) io.observe(s);
for (const b of document.querySelectorAll('[data-go]')) b.addEventListener('click', () => go(at + Number(b.dataset.go)));
document.querySelector('[data-full]')?.addEventListener('click', () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.());
addEventListener('keydown', e => {
  if (e.altKey || e.ctrlKey || e.metaKey) return;
  if (e.target.closest('button, a, input') && (e.key === ' ' || e.key === 'Enter')) return;
  const ahead = getComputedStyle(document.documentElement).direction === 'rtl' ? -1 : 1;
  const step = { ArrowRight: ahead, ArrowDown: 1, PageDown: 1, ' ': e.shiftKey ? -1 : 1, ArrowLeft: -ahead, ArrowUp: -1, PageUp: -1 }[e.key];
  if (step) {
    // A slide that is higher than the screen is read to its end before the next one comes.
    const { top, bottom } = slides[at].getBoundingClientRect(), page = innerHeight * .8;
    e.preventDefault();
    if (step > 0 ? top < 9 && bottom > innerHeight + 8 : top < -8 && bottom > innerHeight - 9) scrollBy({ top: step * page, behavior });
    else go(at + step);
  }
  if (e.key === 'Home') go(0);
  if (e.key === 'End') go(slides.length - 1);
});
show(0);
