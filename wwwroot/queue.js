import { listen } from './keys.js';

// The queue's keys and scrolling.
export function start(page, scroller) {
  const keys = ['j', 'k', 'ArrowDown', 'ArrowUp', 'Enter', 'Escape', 'x', 'X', 'c', 't', 'l', 'f', 'e', 'u', '.', '*', '/', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const wide = matchMedia('(min-width: 64rem)');
  // The page a record goes back to; noted before any act that may leave it.
  const remember = () => { if (location.pathname === '/queue') sessionStorage.setItem('queue', location.pathname + location.search); };
  const focus = id => { const field = document.getElementById(id); field?.focus(); return field; };
  const press = key => {
    // An open choice takes its keys before the list does; the frame presses it.
    if (document.querySelector(`.picker [data-hotkey="${key}"]`)) return;
    if (key === '/') { focus('queue-search'); return; }
    if (key === 't') { focus('case-team')?.showPicker?.(); return; }
    page.invokeMethodAsync('KeyAsync', key);
  };
  const inField = (e, field) => {
    // Esc leaves the field and keeps what stands in it; so does Enter once the search is asked for, so that the keys of the list work again.
    if (e.key === 'Escape') { e.preventDefault(); field.blur(); }
    if (e.key === 'Enter' && field.type === 'search') setTimeout(() => field.blur());
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
  document.addEventListener('keydown', remember, { capture: true });
  document.addEventListener('pointerdown', remember);
  const unlisten = listen(new Set(keys), press, inField);
  wide.addEventListener('change', onWide);
  onWide();
  return {
    scrollTo(top) { scroller.scrollTop = top; },
    stop() {
      sized.disconnect();
      unlisten();
      document.removeEventListener('keydown', remember, { capture: true });
      document.removeEventListener('pointerdown', remember);
      wide.removeEventListener('change', onWide);
    },
  };
}
