import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The kinds of absence that the form offers; others are shown as they are. */
export const kinds = ['vacation', 'sick', 'training', 'other'] as const;

/** What a kind of absence is called in the reader's language. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation('roster');
  return useCallback(
    (kind) => {
      const known = kinds.find((each) => each === kind);
      return known === undefined ? kind : t(`kind.${known}`);
    },
    [t],
  );
}
