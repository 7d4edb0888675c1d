import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import type { LeadList } from '../../api/types';
import { whole } from '../../i18n/format';
import { ExportDialog } from '../../ui/ExportDialog';
import { Icon } from '../../ui/Icon';
import type { Kind } from './columns';
import type { Layout } from './layout';
import { type LeadsSearch, queryOf, states } from './search';

interface Props {
  /** The list, with the order of its view. */
  search: LeadsSearch;
  /** What the list is called; null for one without a name. */
  name: string | null;
  layout: Layout;
  kinds: Map<string, Kind>;
  total: LeadList['total'] | undefined;
  /** The ids of the leads that are ticked; without them it is the whole list. */
  ticked?: string[] | undefined;
  /** When the list was read: leads that arrived later are left out. */
  asOf?: string | undefined;
  /** Whether it stands among other buttons. */
  compact?: boolean;
}

/** Has the leads of the list, or those that are ticked, written into a file; nothing for who may not do so. */
export function ListExport({ search, name, layout, kinds, total, ticked, asOf, compact }: Props) {
  const { t, i18n } = useTranslation('export');
  const { t: lead } = useTranslation('lead');
  const [open, setOpen] = useState(false);
  const may = useQuery(sessionQuery).data?.can.exportLeads === true;
  if (!may || total === undefined) return null;
  const { filter, sort } = queryOf(search, null);
  const count = ticked?.length ?? total.value;
  const exact = ticked !== undefined || total.exact;
  const visible = layout.columns.filter(({ hidden }) => !hidden);
  const ordered = [...visible.filter(({ pinned }) => pinned), ...visible.filter(({ pinned }) => !pinned)];
  const words = Object.fromEntries([
    ...states.map((each) => [each, lead(`state.${each}`)]),
    ['closed', lead('closed')],
  ]);
  const named = (ids: string[]) =>
    ids.map((id) => ({ id, name: kinds.get(id)?.name ?? id, ...(id === 'state' ? { words } : {}) }));
  const shown = named(ordered.map(({ id }) => id));
  const rest = [...kinds.keys()].filter((id) => !shown.some((column) => column.id === id));
  return (
    <>
      {ticked === undefined && !compact ? (
        <Tooltip label={t('title')}>
          <ActionIcon aria-label={t('title')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            <Icon name="save" />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('ticked')}
        </Button>
      )}
      {open && (
        <ExportDialog
          name={name ?? lead('title')}
          leads={{
            filter: { ...filter, ...(asOf === undefined ? {} : { until: asOf }) },
            ...(sort == null ? {} : { sort }),
            ...(ticked === undefined ? {} : { leads: ticked }),
          }}
          count={t(exact ? 'count' : 'atLeast', { count, figure: whole(i18n.language, count) })}
          shown={shown}
          all={[...shown, ...named(rest), { id: 'lead', name: t('leadId') }]}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
