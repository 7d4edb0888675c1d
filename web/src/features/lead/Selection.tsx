import { Button, Menu, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { prepareBulk } from '../../api/bulk';
import type { components } from '../../api/schema';
import { sessionQuery } from '../../api/session';
import type { LeadList } from '../../api/types';
import { whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import type { Kind } from './columns';
import { ListExport } from './ListExport';
import type { Layout } from './layout';
import { choicesQuery } from './queries';
import classes from './Selection.module.css';
import { type ChangeKind, SelectionChange } from './SelectionChange';
import { type LeadsSearch, queryOf } from './search';

interface Props {
  /** The ids of the leads that are ticked. */
  ticked: string[];
  total: LeadList['total'] | undefined;
  search: LeadsSearch;
  /** When the list was read: leads that arrived later are not among all that match. */
  asOf: string | undefined;
  /** What the list is called; null for one without a name. */
  name: string | null;
  layout: Layout;
  kinds: Map<string, Kind>;
  onClear: () => void;
}

type Schemas = components['schemas'];
type Wanted = Pick<Schemas['WantedBulk'], 'plan' | 'change'>;

/** What can be done with the leads that are ticked, or with all that the list has. */
export function Selection({ ticked, total, search, asOf, name, layout, kinds, onClear }: Props) {
  const { t, i18n } = useTranslation('moves');
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  const [changing, setChanging] = useState<ChangeKind | null>(null);
  const manages = useQuery(sessionQuery).data?.can.handOver === true;
  const prepare = useMutation({
    mutationFn: (wanted: Wanted) =>
      prepareBulk(
        all
          ? {
              filter: { ...queryOf(search, null).filter, ...(asOf === undefined ? {} : { until: asOf }) },
              ...wanted,
            }
          : { leads: ticked, ...wanted },
      ),
    onSuccess: (id) => void navigate({ to: '/bulk/$id', params: { id } }),
  });
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
      {manages && !all && more && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {total.exact
            ? t('selection.all', { count: total.value, figure: figure(total.value) })
            : t('selection.allOfMany', { figure: figure(total.value) })}
        </Button>
      )}
      {manages && <Moving pending={prepare.isPending} onPlan={(plan) => prepare.mutate({ plan })} />}
      <Changes manages={manages} onChoose={setChanging} />
      <ListExport
        search={search}
        name={name}
        layout={layout}
        kinds={kinds}
        total={total}
        ticked={all ? undefined : ticked}
        asOf={asOf}
        compact
      />
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
      {changing === null && prepare.isError && <ProblemNotice error={prepare.error} />}
      {changing !== null && (
        <SelectionChange
          kind={changing}
          pending={prepare.isPending}
          error={prepare.error}
          onChange={(change) => prepare.mutate({ change })}
          onClose={() => {
            prepare.reset();
            setChanging(null);
          }}
        />
      )}
    </div>
  );
}

/** Hands the leads over: by the rules, or to one person. */
function Moving({ pending, onPlan }: { pending: boolean; onPlan: (plan: Schemas['WantedPlan']) => void }) {
  const { t } = useTranslation('moves');
  const [assigning, setAssigning] = useState(false);
  const people = (useQuery(choicesQuery).data?.people ?? []).filter(({ active }) => active);
  return (
    <>
      <Button size="compact-sm" loading={pending} onClick={() => onPlan({ way: 'rules' })}>
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
          onChange={(user) => user !== null && onPlan({ way: 'turns', people: [{ user, weight: 1 }] })}
          onKeyDown={(event) => event.key === 'Escape' && setAssigning(false)}
        />
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setAssigning(true)}>
          {t('selection.assign')}
        </Button>
      )}
    </>
  );
}

/** What else leads can get; whoever hands none over sets the status or a field. */
function Changes({ manages, onChoose }: { manages: boolean; onChoose: (kind: ChangeKind) => void }) {
  const { t } = useTranslation('bulk');
  const kinds: ChangeKind[] = manages ? ['status', 'field', 'list', 'out'] : ['status', 'field'];
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<Icon name="down" size={13} />}>
          {t('menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onChoose(kind)}>
            {t(`do.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
