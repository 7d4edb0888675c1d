import { Button, NativeSelect, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import { whole } from '../../i18n/format';
import { useFlawWords } from '../../ui/fieldFlaws';
import { fieldOf } from '../../ui/fields';
import { ProblemNotice } from '../../ui/Notice';
import page from '../../ui/Page.module.css';
import { Rows } from '../../ui/Rows';
import { type ImportRow, type ImportSheet, type ImportZones, rowsQuery } from './queries';
import classes from './Transfer.module.css';

/** The name of a column or of what is wrong with it. */
function useWords() {
  const { t } = useTranslation('transfer');
  const flaw = useFlawWords();
  const own = useQuery(settingsQuery('fields')).data ?? [];
  return {
    field: (field: string) => {
      const id = field.replace('fields.', '');
      const place = ['zone', 'postcode', 'town', 'province', 'country'].includes(id);
      return place || ['name', 'phone', 'email', 'listing', 'status'].includes(field)
        ? t(`own.${id as 'name'}`)
        : (own.map(fieldOf).find((each) => each.id === id)?.name ?? id);
    },
    reason: (reason: string) => {
      const own = [
        'in-file',
        'in-base',
        'same',
        'changed',
        'gone',
        'worked',
        'distributed',
        'wrong-encoding',
        'nobody',
      ];
      return own.includes(reason) ? t(`reason.${reason as 'same'}`) : flaw(reason);
    },
  };
}

/** What the dry run over the whole file found. */
export function Found({ sheet }: { sheet: ImportSheet }) {
  const { t, i18n } = useTranslation('transfer');
  const words = useWords();
  const { report } = sheet;
  if (report == null) return null;
  const figure = (value: number) => whole(i18n.language, value);
  return (
    <section className={page.card} aria-labelledby="found">
      <h2 id="found">{t('found.title')}</h2>
      <dl className={classes.figures}>
        {(['rows', 'valid', 'invalid', 'inFile', 'inBase'] as const).map((what) => (
          <div key={what}>
            <dt>{t(`found.${what}`)}</dt>
            <dd>{figure(report[what])}</dd>
          </div>
        ))}
      </dl>
      <Reasons title={t('found.reasons')} list={report.reasons} />
      <Reasons title={t('found.warnings')} list={report.warnings} />
      {report.zones != null && <Coverage zones={report.zones} />}
    </section>
  );

  function Reasons({
    title,
    list,
  }: {
    title: string;
    list: { field: string; reason: string; rows: number }[];
  }) {
    if (list.length === 0) return null;
    return (
      <div>
        <p>{title}</p>
        <ul className={classes.reasons}>
          {list.map(({ field, reason, rows }) => (
            <li key={`${field} ${reason}`}>
              <bdi>{words.field(field)}</bdi> – {words.reason(reason)}: {figure(rows)}
            </li>
          ))}
        </ul>
      </div>
    );
  }
}

/** How many rows lie in which zones; a long tail is put together. */
function Coverage({ zones }: { zones: ImportZones }) {
  const { t, i18n } = useTranslation('transfer');
  const figure = (value: number) => whole(i18n.language, value);
  const most = Math.max(1, zones.none, ...zones.regions.map(({ rows }) => rows));
  const shown = zones.regions.slice(0, mostRegions);
  const rest = zones.regions.slice(mostRegions).reduce((sum, { rows }) => sum + rows, 0);
  const line = (name: string, rows: number, mark?: string) => (
    <li key={name} className={mark}>
      <bdi>{name}</bdi>
      <span className={classes.share} aria-hidden="true">
        <span style={{ inlineSize: `${(rows / most) * 100}%` }} />
      </span>
      <span className="figures">{figure(rows)}</span>
    </li>
  );
  return (
    <div>
      <p>{t('found.zones')}</p>
      <p className="quiet">
        {zones.levels
          .map((rows, level) => `${t('found.level', { level: level + 1 })}: ${figure(rows)}`)
          .join(' · ')}
      </p>
      <ul className={classes.zones}>
        {shown.map(({ name, rows }) => line(name, rows))}
        {rest > 0 && line(t('found.otherRegions'), rest)}
        {line(t('found.noZone'), zones.none, classes.none)}
      </ul>
    </div>
  );
}

const mostRegions = 24;
const states = ['', 'invalid', 'duplicate', 'skipped', 'unchanged', 'merged', 'kept', 'restored'] as const;

/** The rows that became no lead of their own, each with why; page by page, and as a file. */
export function Left({ sheet }: { sheet: ImportSheet }) {
  const { t, i18n } = useTranslation('transfer');
  const words = useWords();
  const [state, setState] = useState('');
  const [pages, setPages] = useState([0]);
  const rows = useQuery(rowsQuery(sheet.id, state, pages.at(-1) ?? 0, sheet.state));
  if (rows.isError) return <ProblemNotice error={rows.error} />;
  if (rows.data === undefined || (rows.data.rows.length === 0 && state === '' && pages.length === 1))
    return null;
  const { next } = rows.data;
  return (
    <section className={classes.stack} aria-labelledby="left">
      <h2 id="left">{t('left.title')}</h2>
      <div className={page.buttons}>
        <NativeSelect
          aria-label={t('left.which')}
          value={state}
          data={states.map((value) => ({ value, label: t(`rowState.${value === '' ? 'all' : value}`) }))}
          onChange={(event) => {
            setState(event.currentTarget.value);
            setPages([0]);
          }}
        />
        {sheet.file && (
          <Button component="a" variant="default" href={`/api/imports/${sheet.id}/result`} download>
            {t('left.file')}
          </Button>
        )}
      </div>
      <Rows
        heads={[t('left.row'), t('left.state'), t('left.column'), t('left.why'), t('left.lead')]}
        actions={null}
      >
        {rows.data.rows.map((row) => (
          <Table.Tr key={row.row}>
            <Table.Td className="figures">{whole(i18n.language, row.row)}</Table.Td>
            <Table.Td>{t(`rowState.${row.state as 'invalid'}`)}</Table.Td>
            <Table.Td>{row.reason !== 'in-file' && <bdi>{words.field(row.field)}</bdi>}</Table.Td>
            <Table.Td>{why(row)}</Table.Td>
            <Table.Td>
              {row.lead != null && row.state !== 'returned' && (
                <Link to="/leads/$id" params={{ id: row.lead }}>
                  {t('left.open')}
                </Link>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      <div className={page.buttons}>
        {pages.length > 1 && (
          <Button variant="default" onClick={() => setPages(pages.slice(0, -1))}>
            {t('left.before')}
          </Button>
        )}
        {next != null && (
          <Button variant="default" onClick={() => setPages([...pages, next])}>
            {t('left.more')}
          </Button>
        )}
      </div>
    </section>
  );

  function why(row: ImportRow) {
    if (row.reason === '') return '';
    return row.reason === 'in-file' ? t('reason.likeRow', { row: row.field }) : words.reason(row.reason);
  }
}
