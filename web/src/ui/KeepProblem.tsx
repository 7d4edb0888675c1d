import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../api/client';
import { ChangeNotice } from './Misfits';

/** Why something was not kept; after a conflict, the way to the current version. */
export function KeepProblem({ error, onReload }: { error: unknown; onReload: () => void }) {
  const { t } = useTranslation('shell');
  if (error === null) return null;
  return (
    <>
      <ChangeNotice error={error} />
      {slugOf(error) === 'changed-meanwhile' && (
        <div>
          <Button variant="light" onClick={onReload}>
            {t('loadCurrent')}
          </Button>
        </div>
      )}
    </>
  );
}
