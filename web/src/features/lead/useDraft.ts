import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** What is being written about a lead, which waits there while others are looked at; signing out throws it away. */
export function useDraft(lead: string): [string, (text: string) => void] {
  const queries = useQueryClient();
  const key = ['draft', lead];
  const [text, setText] = useState(() => queries.getQueryData<string>(key) ?? '');
  const write = (next: string) => {
    queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
    queries.setQueryData(key, next);
    setText(next);
  };
  return [text, write];
}
