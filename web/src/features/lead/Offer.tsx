import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LeadSheet } from '../../api/types';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Lead.module.css';
import { useDeed } from './useDeed';

/** A lead offered to the reader: who takes it first has it. */
export function Offer({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t } = useTranslation('lead');
  const deed = useDeed(id);
  const { can } = sheet.lead;
  if (!can.accept) return null;
  return (
    <Alert variant="light" icon={<Icon name="person" />} title={t('offer.title')}>
      {t('offer.text')}
      <div className={classes.buttons}>
        <Button loading={deed.isPending} onClick={() => deed.mutate({ kind: 'accept' })}>
          {t('offer.accept')}
        </Button>
        <Button variant="default" disabled={deed.isPending} onClick={() => deed.mutate({ kind: 'decline' })}>
          {t('offer.decline')}
        </Button>
      </div>
      {deed.isError && <ProblemNotice error={deed.error} />}
    </Alert>
  );
}
