import { Loader, Popover } from '@mantine/core';
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadList, LeadRow } from '../../api/types';
import { ProblemNotice } from '../../ui/Notice';
import { Colleagues } from './Colleagues';
import { isColumnName, type Kind } from './columns';
import { FactEditor } from './FactEditor';
import type { Fact } from './facts';
import { leadQuery } from './queries';
import { StatusTile } from './StatusTile';
import { useDeed } from './useDeed';

/** A value of a lead that is changed where it stands in the list. */
export interface Edited {
  lead: LeadRow;
  column: string;
  cell: HTMLElement;
}

const facts = ['name', 'phone', 'email', 'listing'] as const;

/** Whether a value of a list can be changed in it. */
export function isEditable(lead: LeadRow, column: string, kinds: Map<string, Kind>): boolean {
  if (column === 'status') return lead.can.status;
  if (column === 'assignee') return lead.can.assign;
  return facts.some((fact) => fact === column) || (!isColumnName(column) && kinds.get(column)?.own != null);
}

interface Props {
  edited: Edited;
  kinds: Map<string, Kind>;
  onLeave: () => void;
}

/** The editor that a lead's page has for this value, over its cell: the same rules, the same way out of a conflict. */
export function CellEditor({ edited, kinds, onLeave }: Props) {
  const { t } = useTranslation('lists');
  const { lead, column, cell } = edited;
  const at = cell.getBoundingClientRect();
  const queries = useQueryClient();
  const sheet = useQuery({ ...leadQuery(lead.id), staleTime: 0 });
  const version = sheet.data?.lead.version;
  const [first, setFirst] = useState<number | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const ready = sheet.data !== undefined && !sheet.isFetching;
  const row = sheet.data?.lead;
  // What is read is what the list shows from now on, and when it was changed here, that is the end of it.
  useEffect(() => {
    if (!ready || row === undefined || version === undefined) return;
    queries.setQueriesData<InfiniteData<LeadList>>({ queryKey: ['leads'] }, (data) => replaced(data, row));
    if (first === null) setFirst(version);
    else if (version !== first) onLeave();
  }, [ready, row, version, first, queries, onLeave]);
  useEffect(() => {
    if (first !== null) body.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [first]);
  // What opens from the editor, a list of choices for one, lies beside it in the page: a click there is none outside.
  useEffect(() => {
    const listen = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest('[data-portal]') === null) onLeave();
    };
    document.addEventListener('mousedown', listen);
    return () => document.removeEventListener('mousedown', listen);
  }, [onLeave]);
  const name = kinds.get(column)?.name ?? column;
  return (
    <Popover opened position="bottom-start" shadow="lg" trapFocus={false} closeOnClickOutside={false}>
      <Popover.Target>
        <span
          style={{
            position: 'fixed',
            top: at.top,
            left: at.left,
            width: at.width,
            height: at.height,
            pointerEvents: 'none',
          }}
        />
      </Popover.Target>
      <Popover.Dropdown
        ref={body}
        role="dialog"
        aria-label={t('edit.title', { name })}
        style={{ minInlineSize: '17rem', maxInlineSize: '26rem' }}
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
      >
        {sheet.isError && <ProblemNotice error={sheet.error} />}
        {first === null && !sheet.isError && <Loader size="sm" aria-label={t('loading')} />}
        {first !== null && sheet.data !== undefined && (
          <>
            {column === 'status' && <StatusTile id={lead.id} sheet={sheet.data} />}
            {column === 'assignee' && <Colleague id={lead.id} lead={sheet.data.lead} onLeave={onLeave} />}
            {column !== 'status' && column !== 'assignee' && (
              <FactEditor
                id={lead.id}
                sheet={sheet.data}
                fact={factOf(column, name, kinds)}
                onLeave={onLeave}
              />
            )}
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Colleague({ id, lead, onLeave }: { id: string; lead: LeadRow; onLeave: () => void }) {
  const { t } = useTranslation('lead');
  const deed = useDeed(id);
  return (
    <>
      <Colleagues
        label={t('colleague.pick')}
        placeholder={lead.assignee?.name ?? t('colleague.pick')}
        without={[lead.assignee?.key ?? '']}
        onGive={(user) => deed.mutate({ kind: 'assign', user })}
        onLeave={onLeave}
      />
      {deed.isError && <ProblemNotice error={deed.error} />}
    </>
  );
}

function factOf(column: string, name: string, kinds: Map<string, Kind>): Fact {
  const plain = facts.find((fact) => fact === column);
  const own = kinds.get(column)?.own;
  return plain === undefined && own != null
    ? { id: 'field', field: own }
    : { id: plain ?? 'name', field: { id: column, name, type: 'text', choices: [], active: true } };
}

function replaced(data: InfiniteData<LeadList> | undefined, lead: LeadRow) {
  if (data === undefined) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      rows: page.rows.map((row) => (row.id === lead.id ? lead : row)),
    })),
  };
}
