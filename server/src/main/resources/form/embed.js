// A Fairlead form. It stands where its script stands, in a shadow root: nothing of the page's look reaches it.
// data-lang sets the language (else the page's), data-listing what it is about, data-target a selector of its place.
(() => {
  const forms = /*form*/null;
  const failed = /*failed*/null;
  const script = document.currentScript;
  const address = script.src.replace(/\.js([?#].*)?$/, '');
  const known = (tag) => (tag || '').toLowerCase().split('-')[0].replace(/^iw$/, 'he');
  const locale =
    [script.dataset.lang, document.documentElement.lang, navigator.language].map(known).find((tag) => forms[tag]) ||
    /*locale*/null;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{all:initial;display:block}' + /*style*/null);

  function place() {
    const host = document.createElement('div');
    const target = script.dataset.target && document.querySelector(script.dataset.target);
    if (target) target.append(host);
    else script.after(host);
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    show(root, forms[locale]);
  }

  function show(root, html) {
    root.innerHTML = html;
    const form = root.querySelector('form');
    if (!form) {
      root.querySelector('[tabindex]')?.focus();
      return;
    }
    if (script.dataset.listing && !form.elements.listing) {
      const listing = document.createElement('input');
      Object.assign(listing, { type: 'hidden', name: 'listing', value: script.dataset.listing });
      form.append(listing);
    }
    root.querySelector('[aria-invalid=true]')?.focus();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(root, form);
    });
  }

  async function send(root, form) {
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(new FormData(form)),
        credentials: 'omit',
      });
      const { html, received } = await response.json();
      if (typeof html !== 'string') throw new Error(String(response.status));
      show(root, html);
      if (received) root.host.dispatchEvent(new CustomEvent('fairlead-received', { bubbles: true }));
    } catch {
      button.disabled = false;
      form.querySelector('.e.f')?.remove();
      const error = document.createElement('span');
      Object.assign(error, { className: 'e f', role: 'alert', textContent: failed[locale] });
      button.before(error);
    }
  }

  if (script.dataset.target && document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', place);
  } else place();
})();
