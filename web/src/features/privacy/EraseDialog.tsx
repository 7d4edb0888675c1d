import { Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api/client';
import type { components } from '../../api/schema';
import { isolated } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { Notice, ProblemNotice } from '../../ui/Notice';
import classes from './Privacy.module.css';

interface Props {
  person: components['schemas']['PersonTraces'];
  onClose: () => void;
  onGone: () => void;
}

/** Asks for the name before a person is erased, and about their open leads. */
export function EraseDialog({ person, onClose, onGone }: Props) {
  const { t, i18n } = useTranslation('privacy');
  const [typed, setTyped] = useState('');
  const [openToo, setOpenToo] = useState(false);
  const erase = useMutation({
    mutationFn: () =>
      api.POST('/api/privacy/contacts/{id}/erasure', {
        params: { path: { id: person.id } },
        body: { confirmation: typed, openLeads: openToo },
      }),
    onSuccess: onGone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    erase.mutate();
  };
  const wrong = erase.error instanceof Problem && erase.error.slug === 'invalid';
  return (
    <Dialog title={t('erase.title')} close={t('erase.no')} onClose={onClose}>
      <form onSubmit={submit} className={classes.periods}>
        <Notice title={t('erase.warning')}>{t('erase.text')}</Notice>
        {person.openLeads > 0 && (
          <Checkbox
            label={t('erase.open', { count: person.openLeads })}
            checked={openToo}
            onChange={(event) => setOpenToo(event.currentTarget.checked)}
          />
        )}
        <TextInput
          label={t('erase.type', { name: isolated(i18n.language, person.confirmation) })}
          value={typed}
          autoComplete="off"
          error={wrong ? t('erase.differs') : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {erase.isError && !wrong && <ProblemNotice error={erase.error} />}
        <DialogButtons
          yes={t('erase.yes')}
          no={t('erase.no')}
          pending={erase.isPending}
          onNo={onClose}
          grave
        />
      </form>
    </Dialog>
  );
}
