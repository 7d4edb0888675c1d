import { useMutation } from '@tanstack/react-query';

/** Something that is fetched when it is picked. */
export interface Newest<Picked> {
  pick: (picked: Picked) => void;
  /** No answer is taken any more that has not come yet. */
  drop: () => void;
  /** Why the last pick could not be fetched; null unless it could not. */
  problem: unknown;
}

/** Fetches what is picked and takes in the answer to the last pick alone, in whatever order the answers come. */
export function useNewest<Picked, Answer>(
  fetch: (picked: Picked) => Promise<Answer>,
  take: (answer: Answer) => void,
): Newest<Picked> {
  const { mutate, reset, error } = useMutation({ mutationFn: fetch });
  return { pick: (picked) => mutate(picked, { onSuccess: take }), drop: reset, problem: error };
}
