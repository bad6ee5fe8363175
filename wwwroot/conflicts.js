import { listen } from './keys.js';

// The keys of the page of pairs.
export function start(page) {
  const stop = listen(new Set(['j', 'k', 'ArrowDown', 'ArrowUp', 'l', 'a', 'd']), key => page.invokeMethodAsync('KeyAsync', key));
  return {
    show(id) { document.getElementById(id)?.scrollIntoView({ block: 'nearest' }); },
    stop,
  };
}
