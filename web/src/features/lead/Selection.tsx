import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { prepareHandOver } from '../../api/handOvers';
import type { components } from '../../api/schema';
import type { LeadList } from '../../api/types';
import { whole } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { choicesQuery } from './queries';
import classes from './Selection.module.css';
import { type LeadsSearch, queryOf } from './search';

interface Props {
  /** The ids of the leads that are ticked. */
  ticked: string[];
  total: LeadList['total'] | undefined;
  search: LeadsSearch;
  /** When the list was read: leads that arrived later are not among all that match. */
  asOf: string | undefined;
  onClear: () => void;
}

/** What can be done with the leads that are ticked, or with all that the list has. */
export function Selection({ ticked, total, search, asOf, onClear }: Props) {
  const { t, i18n } = useTranslation('moves');
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const prepare = useMutation({
    mutationFn: (plan: components['schemas']['WantedPlan']) =>
      prepareHandOver(
        all
          ? {
              filter: { ...queryOf(search, null).filter, ...(asOf === undefined ? {} : { until: asOf }) },
              plan,
            }
          : { leads: ticked, plan },
      ),
    onSuccess: (id) => void navigate({ to: '/bulk/$id', params: { id } }),
  });
  const people = (useQuery(choicesQuery).data?.people ?? []).filter(({ active }) => active);
  const figure = (value: number) => whole(i18n.language, value);
  const count = all ? (total?.value ?? 0) : ticked.length;
  const more = total !== undefined && (total.value > ticked.length || !total.exact);
  const some = all && total?.exact === false;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('selection.title')}>
      <strong role="status">
        {some
          ? t('selection.atLeast', { figure: figure(count) })
          : t('selection.count', { count, figure: figure(count) })}
      </strong>
      {!all && more && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {total.exact
            ? t('selection.all', { count: total.value, figure: figure(total.value) })
            : t('selection.allOfMany', { figure: figure(total.value) })}
        </Button>
      )}
      <Button size="compact-sm" loading={prepare.isPending} onClick={() => prepare.mutate({ way: 'rules' })}>
        {t('selection.distribute')}
      </Button>
      {assigning ? (
        <Select
          size="xs"
          aria-label={t('selection.to')}
          placeholder={t('selection.to')}
          data={people.map(({ key, name }) => ({ value: key, label: name }))}
          searchable
          defaultDropdownOpened
          autoFocus
          value={null}
          onChange={(user) =>
            user !== null && prepare.mutate({ way: 'turns', people: [{ user, weight: 1 }] })
          }
          onKeyDown={(event) => event.key === 'Escape' && setAssigning(false)}
        />
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setAssigning(true)}>
          {t('selection.assign')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={() => {
          setAll(false);
          onClear();
        }}
      >
        {t('selection.clear')}
      </Button>
      {prepare.isError && <ProblemNotice error={prepare.error} />}
    </div>
  );
}
