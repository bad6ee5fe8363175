// The keys of the page of pairs. Keys count outside inputs only; `g …` belongs to the frame.
export function start(page) {
  const keys = new Set(['j', 'k', 'ArrowDown', 'ArrowUp', 'l', 'a', 'd']);
  let chord = 0;
  const onKey = e => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]') || e.target.closest?.('input, textarea, select, [contenteditable]')) return;
    if (e.key === 'g') { chord = Date.now(); return; }
    if (Date.now() - chord < 1500) { chord = 0; return; }
    if (!keys.has(e.key)) return;
    e.preventDefault();
    page.invokeMethodAsync('KeyAsync', e.key);
  };
  document.addEventListener('keydown', onKey);
  return {
    show(id) { document.getElementById(id)?.scrollIntoView({ block: 'nearest' }); },
    stop() { document.removeEventListener('keydown', onKey); },
  };
}
