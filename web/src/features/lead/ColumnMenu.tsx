import { ActionIcon, Anchor, Checkbox, Popover, SegmentedControl, Stack, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import type { Column } from '../../grid/layout';
import { Icon } from '../../ui/Icon';
import type { Kind } from './columns';
import classes from './Leads.module.css';
import { type Density, densities, type Layout, moved } from './layout';

interface Props {
  layout: Layout;
  kinds: Map<string, Kind>;
  onLayout: (layout: Layout) => void;
}

/** Chooses the columns of a list, their order and which stay put, and how closely its lines stand. */
export function ColumnMenu({ layout, kinds, onLayout }: Props) {
  const { t } = useTranslation('lists');
  const mayFields = useQuery(sessionQuery).data?.can.managePeople === true;
  const set = (columns: Column[]) => onLayout({ ...layout, columns });
  const change = (id: string, part: Partial<Column>) =>
    set(layout.columns.map((column) => (column.id === id ? { ...column, ...part } : column)));
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('columns.title')}>
          <ActionIcon aria-label={t('columns.title')} aria-haspopup="dialog">
            <Icon name="columns" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns.title')}>
        <Stack gap={10}>
          <SegmentedControl
            size="xs"
            aria-label={t('density.title')}
            data={densities.map((value) => ({ value, label: t(`density.${value}`) }))}
            value={layout.density}
            onChange={(density) => onLayout({ ...layout, density: density as Density })}
          />
          <ul className={classes.columns}>
            {layout.columns.map(({ id, hidden, pinned }) => {
              const name = kinds.get(id)?.name ?? id;
              return (
                <li key={id}>
                  <Checkbox
                    size="xs"
                    label={<bdi>{name}</bdi>}
                    checked={!hidden}
                    disabled={id === 'name'}
                    onChange={() => change(id, { hidden: !hidden })}
                  />
                  <ActionIcon
                    size="sm"
                    variant={pinned ? 'light' : 'subtle'}
                    aria-pressed={pinned}
                    aria-label={t('columns.pin', { name })}
                    onClick={() => change(id, { pinned: !pinned })}
                  >
                    <Icon name="pin" size={13} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={t('columns.earlier', { name })}
                    onClick={() => set(moved(layout.columns, id, -1))}
                  >
                    <Icon name="up" size={13} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={t('columns.later', { name })}
                    onClick={() => set(moved(layout.columns, id, 1))}
                  >
                    <Icon name="down" size={13} />
                  </ActionIcon>
                </li>
              );
            })}
          </ul>
          {mayFields && (
            <Anchor component={Link} to="/fields" size="xs">
              {t('sort.fields')}
            </Anchor>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
