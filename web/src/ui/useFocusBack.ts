import { useEffect, useState } from 'react';

/** Puts the focus back to where it was when this part of the screen opened, once it is gone. */
export function useFocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
