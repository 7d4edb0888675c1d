import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import { csv } from './replay';

/** Saves a table as a CSV file. */
export function Save({ name, rows }: { name: string; rows: () => (string | number)[][] }) {
  const { t } = useTranslation('replay');
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="save" size={14} />}
      onClick={() => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([csv(rows())], { type: 'text/csv;charset=utf-8' }));
        link.download = `${name}.csv`;
        link.click();
        URL.revokeObjectURL(link.href);
      }}
    >
      {t('csv')}
    </Button>
  );
}
