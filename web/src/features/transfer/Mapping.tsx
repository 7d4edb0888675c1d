import { Loader, NativeSelect, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/Notice';
import page from '../../ui/Page.module.css';
import {
  type FileFormat,
  type ImportSheet,
  importQuery,
  plan,
  previewQuery,
  type WantedImportPlan,
} from './queries';
import classes from './Transfer.module.css';

const encodings = [
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  'windows-1252',
  'windows-1251',
  'windows-1255',
  'windows-1250',
  'ISO-8859-15',
];
const separators = [',', ';', '\t', '|'];

/** Keeps how the file is read; what was found by reading it otherwise counts no more. */
function usePlan(sheet: ImportSheet) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: WantedImportPlan) => plan(sheet.id, wanted),
    onSuccess: (now) => queries.setQueryData(importQuery(sheet.id).queryKey, now),
  });
}

/** How the file is read, and what each of its columns means, over its first rows. */
export function Mapping({ sheet }: { sheet: ImportSheet }) {
  const { t } = useTranslation('transfer');
  const keep = usePlan(sheet);
  const preview = useQuery(previewQuery(sheet.id, sheet.format));
  const format = sheet.format;
  if (format == null) return null;
  const change = (part: Partial<FileFormat>) => keep.mutate({ format: { ...format, ...part } });
  return (
    <section className={page.card} aria-labelledby="mapping">
      <h2 id="mapping">{t('mapping.title')}</h2>
      <div className={classes.fields}>
        {format.sheet == null ? (
          <>
            <NativeSelect
              label={t('format.encoding')}
              value={format.encoding}
              data={encodings}
              onChange={(event) => change({ encoding: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('format.separator')}
              value={format.separator}
              data={separators.map((value) => ({ value, label: value === '\t' ? t('format.tab') : value }))}
              onChange={(event) => change({ separator: event.currentTarget.value })}
            />
          </>
        ) : (
          <NativeSelect
            label={t('format.sheet')}
            value={format.sheet}
            data={preview.data?.sheets ?? [format.sheet]}
            onChange={(event) => change({ sheet: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label={t('format.dates')}
          value={format.dates}
          data={[
            { value: 'dmy', label: t('format.dmy') },
            { value: 'mdy', label: t('format.mdy') },
          ]}
          onChange={(event) => change({ dates: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('format.decimal')}
          value={format.decimal}
          data={['1234.5', '1234,5'].map((label) => ({ value: label.slice(4, 5), label }))}
          onChange={(event) => change({ decimal: event.currentTarget.value })}
        />
        <Switch
          label={t('format.header')}
          checked={format.header}
          onChange={(event) => change({ header: event.currentTarget.checked })}
        />
      </div>
      {keep.isError && <ProblemNotice error={keep.error} />}
      <Columns sheet={sheet} onChange={(columns) => keep.mutate({ columns })} />
    </section>
  );
}

function Columns({ sheet, onChange }: { sheet: ImportSheet; onChange: (columns: string[]) => void }) {
  const { t } = useTranslation('transfer');
  const preview = useQuery(previewQuery(sheet.id, sheet.format));
  if (preview.isError) return <ProblemNotice error={preview.error} />;
  if (preview.data === undefined) return <Loader size="sm" aria-label={t('loading')} />;
  const { header, rows, targets } = preview.data;
  const options = [
    { value: '', label: t('mapping.leave') },
    ...targets.map(({ column, name }) => ({
      value: column,
      label: name === '' ? t(`own.${column.replace('fields.', '') as 'name'}`) : name,
    })),
  ];
  const at = (place: number) => sheet.columns[place] ?? '';
  const set = (place: number, value: string) =>
    onChange(
      header.map((_, other) => {
        if (other === place) return value;
        return at(other) === value && value !== 'name' ? '' : at(other);
      }),
    );
  return (
    <>
      <p className="quiet">{t('mapping.hint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('mapping.title')}>
        <table>
          <thead>
            <tr>
              {header.map((name, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may be called the same
                <th key={place} scope="col">
                  <bdi>{name === '' ? '–' : name}</bdi>
                  <div>
                    <NativeSelect
                      size="xs"
                      aria-label={t('mapping.means', { name })}
                      value={at(place)}
                      data={options}
                      onChange={(event) => set(place, event.currentTarget.value)}
                    />
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are
              <tr key={number}>
                {header.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns may be called the same
                  <td key={place} className={at(place) === '' ? classes.left : undefined}>
                    <bdi>{row[place] ?? ''}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
