import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { BeforeAfterTable } from './BeforeAfterTable';
import classes from './Replay.module.css';
import type { Summary } from './replay';
import { Save } from './Save';

/** How long leads waited for their first person, by source, before and after. */
export function Waits({ summary, sourceOf }: { summary: Summary; sourceOf: (source: string) => string }) {
  const { t, i18n } = useTranslation('replay');
  const language = i18n.language;
  const columns = ['leads', 'median', 'p90'] as const;
  const nameOf = (wait: Summary['waits'][number]) =>
    wait === summary.waits[0] ? t('allSources') : sourceOf(wait.source);
  const time = (seconds: number | null | undefined) =>
    seconds == null ? '–' : spoken(language, Math.round(seconds));
  const show = (column: (typeof columns)[number], waited: Summary['waits'][number]['before']) =>
    column === 'leads' ? whole(language, waited.leads) : time(waited[column]);
  const rows = () => [
    [
      t('source'),
      ...columns.flatMap((column) => [
        `${t(`wait.${column}`)}, ${t('before')}`,
        `${t(`wait.${column}`)}, ${t('after')}`,
      ]),
    ],
    ...summary.waits.map((wait) => [
      nameOf(wait),
      ...columns.flatMap((column) => [wait.before[column] ?? '', wait.after[column] ?? '']),
    ]),
  ];
  return (
    <>
      <div className={classes.tools}>
        <p className="quiet">{t('waitsAbout')}</p>
        <Save name="replay-waits" rows={rows} />
      </div>
      <BeforeAfterTable
        label={t('tab.waits')}
        head={t('source')}
        columns={columns}
        columnName={(column) => t(`wait.${column}`)}
        rows={summary.waits}
        rowKey={(wait) => summary.waits.indexOf(wait)}
        rowName={nameOf}
        show={(wait, column, side) => show(column, wait[side])}
      />
    </>
  );
}

/** A length of time by its two largest units: "2 hr 5 min". */
export function spoken(language: string, seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown =
    first < 0 ? [[0, 'second'] as [number, string]] : parts.slice(first, first + 2).filter(([n]) => n > 0);
  return shown
    .map(([amount, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    )
    .join(' ');
}
