import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import { type ColumnName, columnNames } from './columns';

interface Props {
  hidden: ColumnName[];
  onHidden: (hidden: ColumnName[]) => void;
}

/** Chooses the columns of a list; the choice is kept in this browser. */
export function ColumnMenu({ hidden, onHidden }: Props) {
  const { t } = useTranslation('lead');
  const toggle = (name: ColumnName) =>
    onHidden(hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name]);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon aria-label={t('columns')} aria-haspopup="dialog">
            <Icon name="columns" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns')}>
        <Stack gap={8}>
          {columnNames.map((name) => (
            <Checkbox
              key={name}
              size="xs"
              label={t(`column.${name}`)}
              checked={!hidden.includes(name)}
              disabled={name === 'name'}
              onChange={() => toggle(name)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
