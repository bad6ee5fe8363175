// What the console needs in the browser beside Blazor: reconnecting, navigation on the keyboard, theme, the slide-in rail.
(() => {
  const root = document.documentElement;
  const keep = (key, value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* private mode */ } };

  // ---------- connection ----------
  // A slim bar while the circuit is away. First the old circuit is asked for (it survives a short break); once the server answers that
  // it is gone, or a plain request is answered by a server that was started anew, the page is loaded again at its address.
  const bar = () => document.getElementById('components-reconnect-modal');
  const say = text => { const b = bar(); if (b) { b.querySelector('.reconnect-text').textContent = text; b.classList.add('shown'); } };
  const hide = () => bar()?.classList.remove('shown');
  let away = false;

  const alive = async () => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 2500);
    try { return (await fetch('/alive', { cache: 'no-store', signal: stop.signal })).ok; }
    catch { return false; }
    finally { clearTimeout(timer); }
  };
  const pause = ms => new Promise(done => setTimeout(done, ms));
  const comeBack = async () => {
    say('Connection lost. Reconnecting…');
    for (let tries = 0; away; tries++) {
      if (await alive()) {
        let answer = null;
        try { answer = await Blazor.reconnect(); } catch { /* the socket broke again: next round */ }
        if (!away) return;
        if (answer === true) { away = false; hide(); return; }
        if (answer === false) { say('Back. Loading the page again…'); location.reload(); return; }
      } else if (tries === 5) {
        say('The server does not answer. This page comes back by itself.');
      }
      await pause(tries < 20 ? 700 : 2000);
    }
  };
  const handler = {
    onConnectionDown: () => { if (!away) { away = true; comeBack(); } },
    onConnectionUp: () => { away = false; hide(); },
  };
  if (window.Blazor) {
    Blazor.start({
      circuit: {
        reconnectionHandler: handler,
        // A server that went silently (no FIN) is missed within five seconds.
        configureSignalR: builder => builder.withServerTimeout(4500).withKeepAliveInterval(1500),
      },
    });
  }
  // An unhandled error ends the circuit; the page is worth a second life, but not a loop of them.
  addEventListener('unhandledrejection', e => {
    if (/circuit|No interop methods/i.test(String(e.reason?.message ?? ''))) handler.onConnectionDown();
  });

  // ---------- drafts ----------
  // What stands in a field marked data-draft is put back when the field is there again: after another page, F5, a restarted server. It is
  // forgotten when it is sent, or when nothing is left of it.
  const draftKey = field => 'draft ' + location.pathname + ' ' + field.id;
  const met = new WeakMap();
  addEventListener('input', e => {
    if (!e.target.matches?.('[data-draft]')) return;
    met.set(e.target, draftKey(e.target));
    e.target.value ? sessionStorage.setItem(draftKey(e.target), e.target.value) : sessionStorage.removeItem(draftKey(e.target));
  });
  addEventListener('submit', e => { for (const field of e.target.querySelectorAll('[data-draft]')) sessionStorage.removeItem(draftKey(field)); }, { capture: true });
  const putBack = () => {
    for (const field of document.querySelectorAll('[data-draft]')) {
      // Once for each field on each page: while somebody writes in it, what stands there counts.
      if (field.disabled || met.get(field) === draftKey(field)) continue;
      met.set(field, draftKey(field));
      const draft = sessionStorage.getItem(draftKey(field));
      if (draft === null) continue;
      field.value = draft;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };
  new MutationObserver(putBack).observe(document.body, { childList: true, subtree: true });

  // ---------- clicks ----------
  const acts = {
    'theme': () => { const next = root.dataset.theme === 'dark' ? 'light' : 'dark'; root.dataset.theme = next; keep('beejan.theme', next); },
    'rail': () => { const narrow = root.dataset.rail !== 'narrow'; narrow ? root.dataset.rail = 'narrow' : delete root.dataset.rail; keep('beejan.rail', narrow ? 'narrow' : null); },
    'rail-open': () => { root.dataset.railOpen = ''; document.querySelector('.rail a')?.focus(); },
    'rail-close': () => { delete root.dataset.railOpen; },
    'palette': () => openPalette(),
    'shortcuts': () => openShortcuts(),
    'copy': from => { navigator.clipboard?.writeText(document.getElementById(from.dataset.copy)?.textContent ?? ''); },
  };
  // The second half of a double click is not a second wish: what it would press may by now be the step behind the one that was meant.
  addEventListener('click', e => {
    if (e.detail > 1 && e.target.closest?.('button.btn')) { e.preventDefault(); e.stopImmediatePropagation(); }
  }, { capture: true });
  // To the queue as it was left, with its filter. Before Blazor follows the link by itself.
  addEventListener('click', e => {
    const from = e.target.closest?.('[data-act="back"]');
    if (!from || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    Blazor.navigateTo(sessionStorage.getItem('queue') ?? from.getAttribute('href'));
  }, { capture: true });
  addEventListener('click', e => {
    const from = e.target.closest?.('[data-act]');
    if (from) { acts[from.dataset.act]?.(from, e); return; }
    if (e.target.closest?.('.rail-link')) acts['rail-close']();
    document.querySelectorAll('details.user-menu[open]').forEach(d => { if (!d.contains(e.target)) d.open = false; });
  });

  // A file that misses its field would be opened in place of the page, and what stands in it lost.
  for (const kind of ['dragover', 'drop']) {
    addEventListener(kind, e => {
      if (!e.dataTransfer?.types.includes('Files') || e.target.closest?.('input[type=file]:not(:disabled)')) return;
      e.preventDefault();
      e.dataTransfer.dropEffect = 'none';
    });
  }

  // A file that does not fit is told before it is sent: on a phone's connection that saves minutes. The server looks again.
  addEventListener('change', e => {
    const field = e.target, file = field.files?.[0];
    if (!field.dataset?.most || !file) return;
    const note = document.getElementById(field.getAttribute('aria-describedby'));
    const large = file.size > +field.dataset.most;
    field.setAttribute('aria-invalid', String(large));
    if (!note) return;
    note.className = large ? 'field-error' : '';
    note.setAttribute('role', large ? 'alert' : 'note');
    note.textContent = large ? `${file.name} is ${(file.size / 1048576).toFixed(1)} MB large; up to ${field.dataset.most / 1048576} MB fit. Choose a smaller picture, or describe what it shows.` : `${file.name} is taken along.`;
    if (large) field.value = '';
  });

  // ---------- keyboard ----------
  const pages = () => [...document.querySelectorAll('.rail-link')].map(a => ({ title: a.querySelector('.rail-text').textContent.trim(), key: a.dataset.shortcut, link: a }));
  const typing = e => e.target.closest?.('input, textarea, select, [contenteditable], dialog');
  let waiting = 0;
  addEventListener('keydown', e => {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); openPalette(); return; }
    if ((e.ctrlKey || e.metaKey) && e.key === 'Enter' && e.target.matches?.('textarea[data-draft]')) { e.preventDefault(); e.target.dispatchEvent(new Event('change', { bubbles: true })); e.target.form?.requestSubmit(); return; }
    if (e.key === 'Escape' && typing(e)) e.target.blur();
    if (e.key === 'Escape') { acts['rail-close'](); document.querySelectorAll('details.user-menu[open]').forEach(d => { d.open = false; }); }
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    if (e.key === '?') { e.preventDefault(); openShortcuts(); return; }
    if (e.key === 'g') { waiting = Date.now(); return; }
    if (waiting && Date.now() - waiting < 1500) {
      const page = pages().find(p => p.key === e.key);
      if (page) { e.preventDefault(); page.link.click(); }
      waiting = 0;
      return;
    }
    waiting = 0;
    // What a page's own script listens to is not pressed twice: such pages mark nothing.
    const all = [...document.querySelectorAll(`[data-hotkey="${CSS.escape(e.key)}"]:not(:disabled)`)];
    const hot = all.find(x => x.closest('.picker')) ?? all[0];
    if (hot && !document.querySelector('dialog[open]')) { e.preventDefault(); if (hot.matches('textarea, input, select')) { hot.focus(); if (hot.matches('select')) hot.showPicker?.(); } else hot.click(); }
  });

  // ---------- sheets ----------
  const sheet = () => {
    document.querySelector('dialog.sheet')?.remove();
    const d = document.createElement('dialog');
    d.className = 'sheet';
    d.addEventListener('close', () => d.remove());
    d.addEventListener('click', e => { if (e.target === d) d.close(); });
    document.body.append(d);
    return d;
  };
  const element = (name, text, className) => { const x = document.createElement(name); if (text) x.textContent = text; if (className) x.className = className; return x; };

  const openShortcuts = () => {
    const d = sheet();
    const list = element('ul');
    const rows = [['Go to a page', 'Ctrl K'], ['This sheet', '?'], ...[...document.querySelectorAll('[data-keys] li')].map(x => [x.dataset.what, x.dataset.key]),
      ...pages().filter(p => p.key).map(p => [p.title, 'g ' + p.key])];
    for (const [what, keys] of rows) { const li = element('li'); li.append(element('span', what), element('kbd', keys)); list.append(li); }
    d.append(element('h2', 'Keyboard shortcuts'), list);
    d.showModal();
  };

  const openPalette = () => {
    const d = sheet();
    const input = element('input');
    input.placeholder = 'Go to a page, or a complaint by its number…';
    input.setAttribute('aria-label', 'Go to');
    const list = element('ul');
    list.setAttribute('role', 'listbox');
    let shown = [], at = 0;
    const go = i => { const chosen = shown[i]; if (chosen) { d.close(); chosen.link ? chosen.link.click() : Blazor.navigateTo(chosen.url); } };
    const draw = () => {
      const words = input.value.trim().toLowerCase();
      shown = pages().filter(p => words.split(/\s+/).every(w => p.title.toLowerCase().includes(w)));
      if (/^bjn-/i.test(words)) shown.unshift({ title: 'Open ' + words.toUpperCase(), url: '/complaints/' + encodeURIComponent(words.toUpperCase()) });
      else if (words) shown.push({ title: 'Search complaints for “' + input.value.trim() + '”', url: '/queue?q=' + encodeURIComponent(input.value.trim()) });
      at = Math.min(at, Math.max(0, shown.length - 1));
      list.replaceChildren(...shown.map((p, i) => {
        const li = element('li');
        li.setAttribute('role', 'option');
        li.setAttribute('aria-selected', i === at);
        li.append(element('span', p.title));
        if (p.key) li.append(element('kbd', 'g ' + p.key));
        li.addEventListener('click', () => go(i));
        return li;
      }));
    };
    input.addEventListener('input', () => { at = 0; draw(); });
    input.addEventListener('keydown', e => {
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); at = (at + (e.key === 'ArrowDown' ? 1 : -1) + shown.length) % Math.max(1, shown.length); draw(); }
      if (e.key === 'Enter') { e.preventDefault(); go(at); }
    });
    d.append(input, list);
    draw();
    d.showModal();
    input.focus();
  };
})();
