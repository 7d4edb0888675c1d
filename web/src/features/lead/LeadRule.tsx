import { Button, Loader } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseCondition } from '../../filter/queries';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Leads.module.css';
import { choicesQuery } from './queries';
import { type LeadsSearch, withRule } from './search';

const Condition = lazy(() =>
  import('../../filter/Condition').then((module) => ({ default: module.Condition })),
);

interface Props {
  search: LeadsSearch;
  onSearch: (next: LeadsSearch) => void;
}

/** The condition that narrows a list beside all else: groups of comparisons, joined by and, or and not. */
export function LeadRule({ search, onSearch }: Props) {
  const { t } = useTranslation('lists');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={search.rule === undefined ? 'subtle' : 'light'}
        leftSection={<Icon name="fork" size={13} />}
        aria-haspopup="dialog"
        title={search.rule}
        onClick={() => setOpen(true)}
      >
        {search.rule === undefined ? (
          t('rule.open')
        ) : (
          <code className={classes.rule} dir="ltr">
            {search.rule}
          </code>
        )}
      </Button>
      {open && <RuleDialog search={search} onSearch={onSearch} onClose={() => setOpen(false)} />}
    </>
  );
}

function RuleDialog({ search, onSearch, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation('lists');
  const { t: shell } = useTranslation('shell');
  const [text, setText] = useState(search.rule ?? '');
  const words = useFieldWords();
  const apply = (rule: string | undefined) => {
    onSearch(withRule(search, rule));
    onClose();
  };
  // What cannot be read is told below the condition; the list stays as it is until it can.
  const read = useMutation({
    mutationFn: () => parseCondition(text),
    onSuccess: ({ tree, flaws }) => tree !== null && flaws.length === 0 && apply(text),
  });
  return (
    <Dialog title={t('rule.title')} close={t('cancel')} size="xl" onClose={onClose}>
      <div className={classes.ruleForm}>
        <Suspense fallback={<Loader size="sm" aria-label={shell('grid.loading')} />}>
          <Condition when={search.rule} words={words} onChange={(when) => setText(when ?? '')} />
        </Suspense>
        {read.isError && <ProblemNotice error={read.error} />}
        <div className={classes.ruleEnd}>
          {search.rule !== undefined && (
            <Button variant="subtle" color="buoy" onClick={() => apply(undefined)}>
              {t('rule.remove')}
            </Button>
          )}
          <DialogButtons
            yes={t('rule.apply')}
            no={t('cancel')}
            pending={read.isPending}
            onYes={() => (text.trim() === '' ? apply(undefined) : read.mutate())}
            onNo={onClose}
          />
        </div>
      </div>
    </Dialog>
  );
}

function useFieldWords() {
  const { t } = useTranslation('lead');
  const { t: zones } = useTranslation('zones');
  const choices = useQuery(choicesQuery).data;
  return useMemo(
    () => ({
      name: { name: t('column.name') },
      created: { name: t('column.created') },
      phone: { name: t('column.phone') },
      email: { name: t('column.email') },
      status: { name: t('column.status'), choices: choices?.statuses ?? [] },
      source: { name: t('column.source'), choices: choices?.sources ?? [] },
      listing: { name: t('column.listing'), choices: choices?.listings.map(({ key }) => key) ?? [] },
      zone: { name: zones('zone') },
      postcode: { name: zones('postcode') },
      town: { name: zones('town') },
      province: { name: zones('province') },
      country: { name: zones('country') },
    }),
    [t, zones, choices],
  );
}
