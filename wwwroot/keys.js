// Keys of a page, which count outside inputs and sheets only; `g …` belongs to the frame. Gives back how to stop listening.
export function listen(keys, press, inField) {
  let chord = 0;
  const onKey = e => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    const field = e.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (field) { inField?.(e, field); return; }
    if (e.key === 'g') { chord = Date.now(); return; }
    if (Date.now() - chord < 1500) { chord = 0; return; }
    if (!keys.has(e.key) || (e.key === 'Enter' && e.target.closest?.('a, button'))) return;
    e.preventDefault();
    press(e.key);
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
