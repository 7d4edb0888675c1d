import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { ProblemNotice } from '../../ui/Notice';
import { leadQuery } from './queries';

/** Its holder gives a lead back and says why; the rules find somebody else. */
export function HandBack({ id }: { id: string }) {
  const { t } = useTranslation('moves');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
        {t('handBack.open')}
      </Button>
      {asking && <Asking id={id} onDone={() => setAsking(false)} />}
    </>
  );
}

function Asking({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('moves');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const back = useMutation({
    mutationFn: () => api.POST('/api/leads/{id}/hand-back', { params: { path: { id } }, body: { reason } }),
    onSuccess: () => onDone(),
    onSettled: () => queries.invalidateQueries({ queryKey: leadQuery(id).queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') back.mutate();
  };
  return (
    <Dialog title={t('handBack.title')} close={t('handBack.no')} onClose={onDone}>
      <form onSubmit={submit}>
        <Textarea
          data-autofocus
          label={t('handBack.reason')}
          description={t('handBack.text')}
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {back.isError && <ProblemNotice error={back.error} />}
        <DialogButtons yes={t('handBack.yes')} no={t('handBack.no')} pending={back.isPending} onNo={onDone} />
      </form>
    </Dialog>
  );
}
