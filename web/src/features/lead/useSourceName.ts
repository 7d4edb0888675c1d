import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { choicesQuery } from './queries';

/** What a source is called; its key where nobody named it. */
export function useSourceName(): (key: string) => string {
  const names = useQuery(choicesQuery).data?.sourceNames;
  return useCallback((key: string) => names?.[key] ?? key, [names]);
}
