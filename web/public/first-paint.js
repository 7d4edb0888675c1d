// Runs before the first paint, so that neither the colours nor the reading direction flip while loading.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const scheme = read('fairlead-colours') ?? 'auto';
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const language = read('fairlead-language') ?? navigator.language.slice(0, 2);
  if (['en', 'it', 'de', 'ru', 'he'].includes(language)) root.lang = language;
  root.dir = root.lang === 'he' ? 'rtl' : 'ltr';
})();
