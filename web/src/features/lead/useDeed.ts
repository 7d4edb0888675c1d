import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Deed, doWith } from './queries';

/** Does something with the lead shown. */
export function useDeed(id: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (deed: Deed) => doWith(queries, id, deed) });
}
