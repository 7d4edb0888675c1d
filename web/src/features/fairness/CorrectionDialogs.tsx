import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Fairness.module.css';
import { useLedgerName } from './Lines';
import { correct, ledgersQuery, type Wanted } from './queries';
import { leadIdIn, ledgerKey } from './search';

const longestReason = 500;

interface FormProps {
  title: string;
  reason?: string;
  /** What is wanted with this reason; null while something is missing. */
  wanted: (reason: string) => Wanted | null;
  onClose: () => void;
  children?: ReactNode;
}

/** A correction with its reason, which it must have. */
function Form({ title, reason: before = '', wanted, onClose, children }: FormProps) {
  const { t } = useTranslation('fairness');
  const queries = useQueryClient();
  const [reason, setReason] = useState(before);
  const save = useMutation({
    mutationFn: correct,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['fairness'] });
      onClose();
    },
  });
  const ready = wanted(reason.trim());
  return (
    <Dialog title={title} close={t('form.close')} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready !== null && reason.trim() !== '') save.mutate(ready);
        }}
      >
        {children}
        <TextInput
          label={t('form.reason')}
          required
          maxLength={longestReason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {save.isError && <ProblemNotice error={save.error} />}
        <DialogButtons yes={t('form.save')} no={t('form.cancel')} pending={save.isPending} onNo={onClose} />
      </form>
    </Dialog>
  );
}

/** @param lead its id; empty to ask for it */
export function AnnulDialog({ lead: given, onClose }: { lead: string; onClose: () => void }) {
  const { t } = useTranslation('fairness');
  const [lead, setLead] = useState(given);
  const id = leadIdIn(lead);
  return (
    <Form
      title={t('correction.annul')}
      reason={t('form.spam')}
      wanted={(reason) => (id === '' ? null : { kind: 'annul', lead: id, reason })}
      onClose={onClose}
    >
      <TextInput
        label={t('form.lead')}
        description={t('form.leadHint')}
        required
        dir="ltr"
        value={lead}
        onChange={(event) => setLead(event.currentTarget.value)}
      />
    </Form>
  );
}

export function UndoDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('fairness');
  return (
    <Form
      title={t('correction.undoTitle')}
      wanted={(reason) => ({ kind: 'undo', id, reason })}
      onClose={onClose}
    />
  );
}

export function BookDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('fairness');
  const nameOf = useLedgerName();
  const ledgers = (useQuery(ledgersQuery('all')).data?.ledgers ?? []).filter((each) => each.rules.length > 0);
  const [picked, setPicked] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [leads, setLeads] = useState<number | string>(1);
  const ledger = ledgers.find((each) => ledgerKey(each) === picked) ?? ledgers[0];
  const people = [
    { value: '', label: '' },
    ...(ledger?.rows ?? []).map((row) => ({ value: row.user, label: row.name })),
  ];
  const wanted = (reason: string): Wanted | null =>
    ledger === undefined || from === '' || to === '' || from === to || Number(leads) <= 0
      ? null
      : {
          kind: 'book',
          shared: ledger.shared,
          ledger: ledger.name,
          from,
          to,
          leads: Number(leads),
          reason,
        };
  return (
    <Form title={t('correction.book')} wanted={wanted} onClose={onClose}>
      <NativeSelect
        label={t('ledger.label')}
        value={ledger === undefined ? '' : ledgerKey(ledger)}
        data={ledgers.map((each) => ({ value: ledgerKey(each), label: nameOf(each) }))}
        onChange={(event) => setPicked(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('form.from')}
        required
        value={from}
        data={people}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('form.to')}
        required
        value={to}
        data={people.filter((person) => person.value === '' || person.value !== from)}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <NumberInput
        label={t('form.leads')}
        required
        min={0.01}
        max={1000}
        step={0.5}
        decimalScale={2}
        value={leads}
        onChange={setLeads}
      />
    </Form>
  );
}
