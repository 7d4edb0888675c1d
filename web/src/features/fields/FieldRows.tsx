import { ActionIcon, Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setting } from '../../api/types';
import { isolated, whole } from '../../i18n/format';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { Rows } from '../../ui/Rows';
import { useDragged } from '../../ui/useDragged';
import { kindOf } from './body';
import type { FieldSection } from './Fields';
import classes from './Fields.module.css';
import { IndexState, indexesQuery } from './IndexState';

interface Props {
  section: FieldSection;
  rows: Setting[];
  onOpen: (key: string) => void;
  onMove: (from: number, to: number) => void;
}

/** The fields in their order, which is moved by dragging, by the arrows with Alt, or by the buttons. */
export function FieldRows({ section, rows, onOpen, onMove }: Props) {
  const { t, i18n } = useTranslation('fields');
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const ofLeads = section === 'fields';
  const indexes = useQuery({ ...indexesQuery, enabled: ofLeads }).data ?? [];
  const move = (from: number, to: number, focus = true) => {
    const row = rows[from];
    if (row === undefined || to < 0 || to >= rows.length || from === to) return;
    onMove(from, to);
    setSaid(
      t('moved', {
        name: isolated(i18n.language, fieldOf(row).name),
        place: whole(i18n.language, to + 1),
        count: rows.length,
      }),
    );
    if (focus) {
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>(`[data-field="${row.key}"]`)?.focus(),
      );
    }
  };
  return (
    <div ref={list}>
      <Rows
        heads={[t('name'), t('id'), t('type'), ...(ofLeads ? [t('group'), t('lists')] : [t('choices')])]}
        actions={t('order')}
      >
        {rows.map((row, index) => (
          <Row
            key={row.key}
            row={row}
            ofLeads={ofLeads}
            state={<IndexState index={indexes.find(({ field }) => field === row.key)} />}
            index={index}
            last={index === rows.length - 1}
            onOpen={onOpen}
            onMove={move}
          />
        ))}
      </Rows>
      <div className="spoken" role="status">
        {said}
      </div>
    </div>
  );
}

interface RowProps {
  row: Setting;
  ofLeads: boolean;
  state: ReactNode;
  index: number;
  last: boolean;
  onOpen: (key: string) => void;
  onMove: (from: number, to: number, focus?: boolean) => void;
}

function Row({ row, ofLeads, state, index, last, onOpen, onMove }: RowProps) {
  const { t, i18n } = useTranslation('fields');
  const { row: element, over } = useDragged<HTMLTableRowElement>('field', index, onMove);
  const field = fieldOf(row);
  const named = { name: isolated(i18n.language, field.name) };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || !event.altKey) return;
    event.preventDefault();
    onMove(index, index + step);
  };
  const kind = kindOf(field);
  return (
    <Table.Tr
      ref={element}
      className={`${classes.row} ${field.active ? '' : 'quiet'}`}
      data-over={over ?? undefined}
    >
      <Table.Td>
        <Button
          variant="subtle"
          className={classes.name}
          data-field={row.key}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={() => onOpen(field.id)}
          onKeyDown={onKey}
        >
          <bdi>{field.name}</bdi>
        </Button>
        {!field.active && <span className={classes.mark}>{t('retired')}</span>}
        {field.active && field.required === true && <span className={classes.mark}>{t('demanded')}</span>}
      </Table.Td>
      <Table.Td>
        <bdi dir="ltr">{field.id}</bdi>
      </Table.Td>
      <Table.Td>
        {field.look === undefined ? t(`types.${field.type}`) : t(`looks.${field.look}`)}
        {ofLeads && kind === 'choice' && field.choices.length > 0 && (
          <span className={classes.choices} title={field.choices.join(', ')}>
            <bdi>{field.choices.join(', ')}</bdi>
          </span>
        )}
      </Table.Td>
      <Table.Td>
        <bdi>{ofLeads ? field.group : field.choices.join(', ')}</bdi>
      </Table.Td>
      {ofLeads && <Table.Td>{state}</Table.Td>}
      <Table.Td>
        <span className={classes.moves}>
          <ActionIcon
            aria-label={t('up', named)}
            disabled={index === 0}
            onClick={() => onMove(index, index - 1, false)}
          >
            <Icon name="up" />
          </ActionIcon>
          <ActionIcon
            aria-label={t('down', named)}
            disabled={last}
            onClick={() => onMove(index, index + 1, false)}
          >
            <Icon name="down" />
          </ActionIcon>
        </span>
      </Table.Td>
    </Table.Tr>
  );
}
