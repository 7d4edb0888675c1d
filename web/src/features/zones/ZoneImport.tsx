import { Button, Checkbox, FileInput, Table, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import type { ZoneImported } from '../../api/zones';
import { whole } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { ChangeNotice } from '../../ui/Misfits';
import { Notice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import classes from './Zones.module.css';

/** Takes zones in from CSV: first told what would become of it, then done, all or nothing. */
export function ZoneImport({ empty, onClose }: { empty: boolean; onClose: (done: boolean) => void }) {
  const { t } = useTranslation('zones');
  const [csv, setCsv] = useState('');
  const [replace, setReplace] = useState(false);
  const [checked, setChecked] = useState<ZoneImported | null>(null);
  const take = useMutation({
    mutationFn: (check: boolean) => bodyOf(api.POST('/api/zones/import', { body: { csv, replace, check } })),
    onSuccess: (result, check) => (check || result.wrong > 0 ? setChecked(result) : onClose(true)),
  });
  const change = (text: string) => {
    setCsv(text);
    setChecked(null);
  };
  const good = checked !== null && checked.wrong === 0;
  return (
    <Dialog title={t('import')} close={t('cancel')} size="lg" onClose={() => onClose(false)}>
      <div className={classes.form}>
        <p className={classes.hint}>{t('importHint')}</p>
        <pre className={classes.sample} dir="ltr">
          {'region;province;town;postcode\nLombardia;Milano;Segrate;20054'}
        </pre>
        <FileInput
          label={t('file')}
          placeholder={t('fileChoose')}
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(file) => void file?.text().then(change)}
        />
        <Textarea
          label={t('orPaste')}
          dir="ltr"
          rows={5}
          value={csv}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {!empty && (
          <Checkbox
            label={t('replace')}
            description={t('replaceHint')}
            checked={replace}
            onChange={(event) => {
              setReplace(event.currentTarget.checked);
              setChecked(null);
            }}
          />
        )}
        {take.isError && <ChangeNotice error={take.error} />}
        {checked !== null && <Result result={checked} />}
        <div className={classes.ways}>
          <Button
            variant={good ? 'light' : 'filled'}
            disabled={csv.trim() === ''}
            onClick={() => take.mutate(true)}
          >
            {t('check')}
          </Button>
          <Button
            variant={good ? 'filled' : 'light'}
            disabled={!good}
            loading={take.isPending}
            onClick={() => take.mutate(false)}
          >
            {t('take')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** How many zones are new, other or gone. */
export function Came({ result }: { result: ZoneImported }) {
  const { t, i18n } = useTranslation('zones');
  const figure = (value: number) => whole(i18n.language, value);
  return (
    <p role="status">
      {t('would', {
        added: figure(result.added),
        changed: figure(result.changed),
        removed: figure(result.removed),
      })}
    </p>
  );
}

function Result({ result }: { result: ZoneImported }) {
  const { t, i18n } = useTranslation('zones');
  const figures = new Intl.NumberFormat(i18n.language);
  if (result.wrong === 0) return <Came result={result} />;
  return (
    <>
      <Notice title={t('wrong', { count: result.wrong })}>{t('nothingDone')}</Notice>
      <div className={classes.flaws}>
        <Rows heads={[t('row'), t('found'), t('reason')]} actions={null}>
          {result.flaws.map(({ row, column, kind, found }) => (
            <Table.Tr key={`${row} ${column} ${kind}`}>
              <Table.Td className="figures">{row === 0 ? '–' : figures.format(row)}</Table.Td>
              <Table.Td>
                <bdi>{found}</bdi>
              </Table.Td>
              <Table.Td>{t(`flaw.${kind as 'required'}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      </div>
    </>
  );
}
