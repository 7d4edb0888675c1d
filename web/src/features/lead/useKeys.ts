import { useEffect, useRef } from 'react';

/**
 * Calls what belongs to a key while nobody types. Keys are named by their place (`KeyN`), so that they work in every
 * layout; the question mark by itself, wherever it is.
 */
export function useKeys(keys: Record<string, () => void>) {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = newest.current[event.key === '?' ? '?' : event.code];
      if (act === undefined || !isFree(event)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  const target = event.target instanceof Element ? event.target : null;
  return (
    target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') === null
  );
}
