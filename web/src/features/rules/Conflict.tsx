import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../i18n/format';
import cards from '../../ui/Card.module.css';
import { Dialog } from '../../ui/Dialog';
import { useInstant } from '../../ui/useZone';
import { type Change, Changes } from './Changes';
import type { Rule } from './rule';
import type { DraftHandle } from './useDraft';

/** Says that somebody else saved the rules meanwhile, what differs, and lets one choose. */
export function Conflict({ handle }: { handle: DraftHandle }) {
  const { t, i18n } = useTranslation('rules');
  const instant = useInstant();
  const { theirs, rules } = handle;
  if (theirs === null) return null;
  const who = theirs.changedBy ?? t('conflict.somebody');
  const when = theirs.changedAt ? instant(theirs.changedAt) : '';
  return (
    <Dialog size="lg" onClose={handle.takeTheirs} title={t('conflict.title')} close={t('conflict.theirs')}>
      <p>{t('conflict.text', { who: isolated(i18n.language, who), when })}</p>
      <h3>{t('conflict.difference')}</h3>
      <Changes rows={differences(theirs.rules, rules)} none={t('conflict.same')} />
      <div className={cards.buttons}>
        <Button onClick={handle.takeTheirs} data-autofocus>
          {t('conflict.theirs')}
        </Button>
        <Button variant="default" onClick={handle.keepMine}>
          {t('conflict.mine')}
        </Button>
      </div>
    </Dialog>
  );
}

/** What leads from the other's rules to one's own. */
export function differences(theirs: readonly Rule[], mine: readonly Rule[]): Change[] {
  const changes: Change[] = mine.flatMap((rule): Change[] => {
    const other = theirs.find((each) => each.id === rule.id);
    if (other === undefined) return [{ name: rule.id, kind: 'added', changes: [] }];
    const keys = [...new Set([...Object.keys(rule), ...Object.keys(other)])] as (keyof Rule)[];
    const differing = keys
      .filter((key) => JSON.stringify(rule[key]) !== JSON.stringify(other[key]))
      .map((key) => ({ key, before: other[key], after: rule[key] }));
    return differing.length === 0 ? [] : [{ name: rule.id, kind: 'changed', changes: differing }];
  });
  const gone = theirs
    .filter((rule) => mine.every((each) => each.id !== rule.id))
    .map((rule) => ({ name: rule.id, kind: 'removed', changes: [] }));
  return [...changes, ...gone];
}
