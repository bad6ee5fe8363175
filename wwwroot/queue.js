// The queue's keys and scrolling. Keys count outside inputs only; `g …` belongs to the frame.
export function start(page, scroller) {
  const keys = new Set(['j', 'k', 'ArrowDown', 'ArrowUp', 'Enter', 'Escape', 'x', 'c', 'e', 'u', '.', '*', '/', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  const wide = matchMedia('(min-width: 64rem)');
  let chord = 0;
  // The page a record goes back to; noted before any act that may leave it.
  const remember = () => { if (location.pathname === '/queue') sessionStorage.setItem('queue', location.pathname + location.search); };
  const onKey = e => {
    const field = e.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    remember();
    if (field) {
      // Esc leaves the field and keeps what stands in it; so does Enter once the search is asked for, so that the keys of the list work again.
      if (e.key === 'Escape') { e.preventDefault(); field.blur(); }
      if (e.key === 'Enter' && field.type === 'search') setTimeout(() => field.blur());
      return;
    }
    if (e.key === 'g') { chord = Date.now(); return; }
    if (Date.now() - chord < 1500) { chord = 0; return; }
    if (!keys.has(e.key) || (e.key === 'Enter' && e.target.closest?.('a, button'))) return;
    e.preventDefault();
    if (e.key === '/') { document.getElementById('queue-search')?.focus(); return; }
    page.invokeMethodAsync('KeyAsync', e.key);
  };
  const onWide = () => page.invokeMethodAsync('Wide', wide.matches);
  // One report at a time; what happened meanwhile is in the next.
  let telling = false, again = false;
  const tell = async () => {
    if (telling) { again = true; return; }
    telling = true;
    try {
      do {
        again = false;
        await page.invokeMethodAsync('ScrollAsync', scroller.scrollTop, scroller.clientHeight);
      } while (again);
    } finally { telling = false; }
  };
  scroller.addEventListener('scroll', tell, { passive: true });
  const sized = new ResizeObserver(tell);
  sized.observe(scroller);
  document.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', remember);
  wide.addEventListener('change', onWide);
  onWide();
  return {
    scrollTo(top) { scroller.scrollTop = top; },
    stop() {
      sized.disconnect();
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', remember);
      wide.removeEventListener('change', onWide);
    },
  };
}
