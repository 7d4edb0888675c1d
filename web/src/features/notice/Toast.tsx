import { CloseButton } from '@mantine/core';
import { useFocusWithin, useHover, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import { NoticeLine } from './NoticeLine';
import classes from './Notices.module.css';
import { newcomer } from './newcomer';
import type { Notice } from './queries';

const stays = 8_000;

/**
 * The newest notice, for a moment, in the tab that is looked at. There is never more than one; one that is counted up only
 * changes what it says, and what came while its reader was off or before the page was opened does not appear.
 */
export function Toast(props: { rows: Notice[]; loaded: boolean; hidden: boolean }) {
  const { t } = useTranslation('notice');
  const { rows, loaded, hidden } = props;
  const known = useRef<Set<string> | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const { ref: hovering, hovered } = useHover();
  const { ref: focusing, focused } = useFocusWithin();
  const box = useMergedRef(hovering, focusing);
  const held = hovered || focused;
  useEffect(() => {
    if (!loaded) return;
    const fresh = newcomer(rows, known.current);
    known.current = new Set([...(known.current ?? []), ...rows.map(({ id }) => id)]);
    if (fresh !== null && !hidden && document.visibilityState === 'visible') setShown(fresh.id);
  }, [rows, loaded, hidden]);
  useEffect(() => {
    if (shown === null || held) return;
    const gone = setTimeout(() => setShown(null), stays);
    return () => clearTimeout(gone);
  }, [shown, held]);
  const notice = hidden ? undefined : rows.find(({ id, read }) => id === shown && !read);
  return (
    <div className={classes.toasts} role="status" aria-live="polite">
      {notice !== undefined && (
        <div ref={box} className={classes.toast}>
          <Icon name="bell" size={18} />
          <NoticeLine notice={notice} onGone={() => setShown(null)} />
          <CloseButton aria-label={t('close')} onClick={() => setShown(null)} />
        </div>
      )}
    </div>
  );
}
