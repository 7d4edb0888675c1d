import { NativeSelect, Radio, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginExport, type ExportSheet, exportsQuery, type WantedExport } from '../api/exports';
import { whole } from '../i18n/format';
import { Dialog } from './Dialog';
import { DialogButtons } from './DialogButtons';
import { ExportProgress } from './ExportProgress';
import { useFieldFlaws } from './fieldFlaws';
import { ProblemNotice } from './Notice';

interface ExportedColumn {
  id: string;
  name: string;
  /** What stands for some of its values. */
  words?: Record<string, string>;
}

interface Props {
  /** What the file is called unless one says otherwise. */
  name: string;
  /** Which leads: a filter and an order of the list, and the ids of those that are ticked where not all are meant. */
  leads: Pick<WantedExport, 'filter' | 'sort' | 'leads'>;
  /** How many they are, as a sentence. */
  count: string;
  /** The columns that one sees, in their order. */
  shown: ExportedColumn[];
  /** All columns that there are. */
  all: ExportedColumn[];
  onClose: () => void;
}

/** Has leads of a list written into a file: asks how, shows how far it is, and gives the file out. */
export function ExportDialog(props: Props) {
  const { t } = useTranslation('export');
  const [begun, setBegun] = useState<ExportSheet | null>(null);
  return (
    <Dialog title={t('title')} close={t('close')} onClose={props.onClose}>
      {begun === null ? (
        <Choice {...props} onBegun={setBegun} />
      ) : (
        <ExportProgress id={begun.id} onClose={props.onClose} />
      )}
    </Dialog>
  );
}

function Choice(props: Props & { onBegun: (begun: ExportSheet) => void }) {
  const { name, leads, count, shown, all, onClose, onBegun } = props;
  const { t, i18n } = useTranslation('export');
  const queries = useQueryClient();
  const [called, setCalled] = useState(name);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [which, setWhich] = useState<'shown' | 'all'>('shown');
  const [separator, setSeparator] = useState('');
  const begin = useMutation({
    mutationFn: () =>
      beginExport({
        ...leads,
        name: called,
        format,
        columns: which === 'shown' ? shown : all,
        language: i18n.language,
        ...(format === 'csv' && separator !== '' ? { separator } : {}),
      }),
    onSuccess: (sheet) => {
      void queries.invalidateQueries({ queryKey: exportsQuery.queryKey });
      onBegun(sheet);
    },
  });
  const flaws = useFieldFlaws(begin.error);
  const flaw = begin.isError ? flaws('name') : null;
  const figure = (columns: ExportedColumn[]) => whole(i18n.language, columns.length);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate();
      }}
    >
      <Stack gap="sm">
        <p>{count}</p>
        <SegmentedControl
          aria-label={t('format')}
          data={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`formats.${value}`) }))}
          value={format}
          onChange={(next) => setFormat(next as 'csv')}
        />
        <Radio.Group label={t('columns.title')} value={which} onChange={(next) => setWhich(next as 'all')}>
          <Stack gap={6} mt={6}>
            <Radio value="shown" label={t('columns.shown', { count: shown.length, figure: figure(shown) })} />
            <Radio value="all" label={t('columns.all', { count: all.length, figure: figure(all) })} />
          </Stack>
        </Radio.Group>
        {format === 'csv' && (
          <NativeSelect
            label={t('separator.title')}
            description={t('separator.text')}
            value={separator}
            onChange={(event) => setSeparator(event.currentTarget.value)}
            data={[
              { value: '', label: t('separator.usual') },
              { value: ',', label: t('separator.comma') },
              { value: ';', label: t('separator.semicolon') },
              { value: '\t', label: t('separator.tab') },
            ]}
          />
        )}
        <TextInput
          label={t('name')}
          maxLength={80}
          value={called}
          error={flaw}
          onChange={(event) => setCalled(event.currentTarget.value)}
        />
        <p className="quiet">{t('text')}</p>
        {begin.isError && flaw === null && <ProblemNotice error={begin.error} />}
        <DialogButtons yes={t('begin')} no={t('cancel')} pending={begin.isPending} onNo={onClose} />
      </Stack>
    </form>
  );
}
