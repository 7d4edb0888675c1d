import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import cards from '../../ui/Card.module.css';
import classes from './Replay.module.css';
import type { Summary } from './replay';
import { Save } from './Save';

/** How long leads waited for their first person, by source, before and after. */
export function Waits({ summary }: { summary: Summary }) {
  const { t, i18n } = useTranslation('replay');
  const language = i18n.language;
  const columns = ['leads', 'median', 'p90'] as const;
  const name = (source: string, index: number) =>
    index === 0 ? t('allSources') : source === '' ? t('noSource') : source;
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
    ...summary.waits.map((wait, index) => [
      name(wait.source, index),
      ...columns.flatMap((column) => [wait.before[column] ?? '', wait.after[column] ?? '']),
    ]),
  ];
  return (
    <>
      <div className={classes.tools}>
        <p className="quiet">{t('waitsAbout')}</p>
        <Save name="replay-waits" rows={rows} />
      </div>
      <Box component="section" className={cards.scroll} tabIndex={0} aria-label={t('tab.waits')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('source')}
              </th>
              {columns.map((column) => (
                <th key={column} scope="colgroup" colSpan={2} className={classes.figure}>
                  {t(`wait.${column}`)}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map((column) => [
                <th key={`${column} before`} scope="col" className={classes.figure}>
                  {t('before')}
                </th>,
                <th key={`${column} after`} scope="col" className={classes.figure}>
                  {t('after')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody className="figures">
            {summary.waits.map((wait, index) => (
              <tr key={index === 0 ? 'all sources' : wait.source}>
                <th scope="row">{name(wait.source, index)}</th>
                {columns.map((column) => [
                  <td key={`${column} before`} className={classes.figure}>
                    <bdi>{show(column, wait.before)}</bdi>
                  </td>,
                  <td key={`${column} after`} className={classes.figure}>
                    <bdi>{show(column, wait.after)}</bdi>
                  </td>,
                ])}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
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
