import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The pauses that the switch offers; others come from elsewhere and are shown as they are. */
export const pauses = ['lunch', 'break', 'meeting', 'training'] as const;

/** What a pause is called in the reader's language. */
export function usePauseName(): (why: string) => string {
  const { t } = useTranslation('people');
  return useCallback(
    (why) => {
      const known = ([...pauses, 'idle'] as const).find((each) => each === why);
      return known === undefined ? why : t(`pause.${known}`);
    },
    [t],
  );
}
