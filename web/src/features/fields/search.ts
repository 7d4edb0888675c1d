/** Whose fields the screen shows; those of leads unless it says otherwise. */
export interface FieldsSearch {
  of?: 'user';
}

export function fieldsSearch(search: Record<string, unknown>): FieldsSearch {
  return search.of === 'user' ? { of: 'user' } : {};
}
