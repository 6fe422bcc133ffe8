// Lists the problems of the newest build above the last good page. The page reloads after each build, and with it this.
const words = await (await fetch('/_okrsite/problems')).text();
if (words) {
  const box = document.createElement('section'), close = document.createElement('button'), text = document.createElement('pre');
  box.id = 'okrsite-overlay';
  box.setAttribute('role', 'alert');
  close.type = 'button';
  close.textContent = 'Hide until the next save';
  close.addEventListener('click', () => box.remove());
  text.textContent = words;
  box.append(close, text);
  document.body.append(box);
}
