import { Loader, Popover } from '@mantine/core';
import { type InfiniteData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadList, LeadRow } from '../../api/types';
import type { Step } from '../../grid/handle';
import { ProblemNotice } from '../../ui/Notice';
import { Colleagues } from './Colleagues';
import { isColumnName, type Kind } from './columns';
import { FactEditor } from './FactEditor';
import type { Fact } from './facts';
import { choicesQuery, leadQuery } from './queries';
import { StatusTile } from './StatusTile';
import { useDeed } from './useDeed';
import { valueCountsKey } from './views';

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
  /** Called at its end, with where to go from the cell; null where the focus went elsewhere. */
  onLeave: (to: Step | null) => void;
}

/**
 * The editor that a lead's page has for this value, over its cell: the same rules, the same way out of a conflict. Enter
 * keeps and goes down, Tab keeps and goes on, with Shift back; Escape leaves everything as it was.
 */
export function CellEditor({ edited, kinds, onLeave }: Props) {
  const { t } = useTranslation('lists');
  const toward = useRef<Step>('stay');
  const { lead, column, cell } = edited;
  const at = cell.getBoundingClientRect();
  const queries = useQueryClient();
  const leave = useCallback(() => {
    const now = queries.getQueryData(leadQuery(lead.id).queryKey)?.lead;
    if (now !== undefined) show(queries, now);
    if (now?.status !== lead.status) void queries.invalidateQueries({ queryKey: valueCountsKey });
    onLeave(toward.current);
  }, [queries, lead.id, lead.status, onLeave]);
  const sheet = useQuery({ ...leadQuery(lead.id), staleTime: 0 });
  const version = sheet.data?.lead.version;
  const [first, setFirst] = useState<number | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const ready = sheet.data !== undefined && !sheet.isFetching;
  const row = sheet.data?.lead;
  // What is read is what the list shows from now on, and when it was changed here, that is the end of it.
  useEffect(() => {
    if (!ready || row === undefined || version === undefined) return;
    show(queries, row);
    if (first === null) setFirst(version);
    else if (version !== first) leave();
  }, [ready, row, version, first, queries, leave]);
  useEffect(() => {
    if (first === null) return;
    const input = body.current?.querySelector<HTMLElement>('input, select');
    input?.focus();
    if (column === 'status' && input instanceof HTMLInputElement) input.select();
  }, [first, column]);
  // What opens from the editor, a list of choices for one, lies beside it in the page: a click there is none outside.
  useEffect(() => {
    const listen = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest('[data-portal]') === null) onLeave(null);
    };
    document.addEventListener('mousedown', listen);
    return () => document.removeEventListener('mousedown', listen);
  }, [onLeave]);
  const name = kinds.get(column)?.name ?? column;
  const noted = (useQuery(choicesQuery).data?.noteLength ?? 0) > 0;
  const press = (event: KeyboardEvent) => {
    const { target: input, key } = event;
    if (key === 'Escape') toward.current = 'stay';
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) return;
    if (key === 'Enter') toward.current = 'down';
    if (key !== 'Tab') return;
    const marked = markedIn(input);
    const unchanged = marked === null && input.value.trim() === lead.status;
    // A changed status that wants a note is no whole change yet: Tab goes on to the note.
    if (column === 'status' && noted && !unchanged) return;
    event.preventDefault();
    toward.current = event.shiftKey ? 'back' : 'on';
    marked?.click();
    // A fact is sent by its form; a status, once its list was left or chosen from; a colleague, once chosen.
    if (column !== 'status' && column !== 'assignee')
      requestAnimationFrame(() => input.form?.requestSubmit());
    else if (marked === null && (column === 'assignee' || unchanged)) leave();
    else if (marked === null) input.blur();
  };
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
        onKeyDown={(event) => event.key === 'Escape' && leave()}
      >
        {sheet.isError && <ProblemNotice error={sheet.error} />}
        {first === null && !sheet.isError && <Loader size="sm" aria-label={t('loading')} />}
        {first !== null && sheet.data !== undefined && (
          <div role="presentation" onKeyDownCapture={press}>
            {column === 'status' && <StatusTile id={lead.id} sheet={sheet.data} />}
            {column === 'assignee' && <Colleague id={lead.id} lead={sheet.data.lead} onLeave={leave} />}
            {column !== 'status' && column !== 'assignee' && (
              <FactEditor
                id={lead.id}
                sheet={sheet.data}
                fact={factOf(column, name, kinds)}
                onLeave={leave}
              />
            )}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The choice that the keys or the typing have marked in the list of an input, unless it is the one it has. */
function markedIn(input: HTMLElement): HTMLElement | null {
  const marked = document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
  return marked === null || marked.getAttribute('aria-selected') === 'true' ? null : marked;
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

/** Shows a lead in the list as it was read. */
function show(queries: QueryClient, lead: LeadRow) {
  queries.setQueriesData<InfiniteData<LeadList>>({ queryKey: ['leads'] }, (data) => replaced(data, lead));
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
