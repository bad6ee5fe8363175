// Runs before the first paint: the choice kept in this browser, else the system's. Nothing flashes.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const read = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const apply = () => { root.dataset.theme = read('beejan.theme') ?? (system.matches ? 'dark' : 'light'); };
  system.addEventListener('change', apply);
  addEventListener('storage', e => { if (e.key === 'beejan.theme') apply(); });
  if (read('beejan.rail') === 'narrow') root.dataset.rail = 'narrow';
  apply();
})();
