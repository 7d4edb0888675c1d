import type { Notice } from './queries';

/**
 * The newest notice that is worth a word.
 *
 * @param known ids of those that were there before; null when the first ones have just been loaded
 */
export function newcomer(rows: Notice[], known: ReadonlySet<string> | null): Notice | null {
  if (known === null) return null;
  return rows.find(({ id, read, quiet }) => !read && !quiet && !known.has(id)) ?? null;
}
