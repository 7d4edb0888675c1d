import { ActionIcon, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog';
import { KeyCap } from '../../ui/KeyCap';
import classes from './Lead.module.css';
import { useKeys } from './useKeys';

/** The keys of each page; arrows go by themselves and need no cap of their own. */
const sheets = {
  lead: [
    ['N', 'note'],
    ['C', 'call'],
    ['S', 'status'],
    ['T', 'task'],
    ['A', 'colleague'],
    ['J', 'next'],
    ['K', 'previous'],
    ['Ctrl ↵', 'save'],
    ['Esc', 'leave'],
    ['?', 'keys'],
  ],
  list: [
    ['↑ ↓ ← →', 'move'],
    ['↵', 'open'],
    ['Ctrl ↵', 'apart'],
    ['O', 'beside'],
    ['J', 'next'],
    ['K', 'previous'],
    ['F2', 'edit'],
    ['Ctrl C', 'copy'],
    ['Space', 'tick'],
    ['Shift Space', 'range'],
    ['/', 'search'],
    ['Esc', 'shut'],
    ['?', 'keys'],
  ],
} as const;

/** The keys of a page; the question mark opens it. */
export function KeySheet({ of }: { of: keyof typeof sheets }) {
  const { t } = useTranslation('journal');
  const [open, setOpen] = useState(false);
  useKeys({ '?': () => setOpen(true) });
  return (
    <>
      <Tooltip label={t('keys.title')}>
        <ActionIcon aria-label={t('keys.title')} onClick={() => setOpen(true)}>
          <KeyCap>?</KeyCap>
        </ActionIcon>
      </Tooltip>
      {open && (
        <Dialog title={t('keys.title')} close={t('cancel')} size="sm" onClose={() => setOpen(false)}>
          <dl className={classes.keys}>
            {sheets[of].map(([key, what]) => (
              <div key={key}>
                <dt>
                  <KeyCap>{key}</KeyCap>
                </dt>
                <dd>{t(`keys.${what}`)}</dd>
              </div>
            ))}
          </dl>
          <p className="quiet">{t('keys.typing')}</p>
        </Dialog>
      )}
    </>
  );
}
