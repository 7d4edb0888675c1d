import { Loader, NativeSelect, useDirection } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import type { CoverageCell } from '../../api/types';
import { hour, listed, weekdays } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Coverage.module.css';
import { hours, levelOf, levels, moved, type Place, uncoveredMinutes, weekOf } from './coverage';
import type { Draft } from './draft';
import { coverageQuery } from './queries';

/** The week, hour by hour: who would take a lead of a source, and where nobody would. */
export function CoverageWeek({ draft, names }: { draft: Draft; names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('simulator');
  const blank = draft.text.trim() === '';
  const coverage = useQuery({ ...coverageQuery(draft), enabled: !blank });
  const [picked, setPicked] = useState<string | null>(null);
  if (blank) return <Blank title={t('coverage.emptyTitle')}>{t('coverage.emptyText')}</Blank>;
  if (coverage.isError) {
    return slugOf(coverage.error) === 'broken-settings' ? (
      <Blank title={t('coverage.brokenTitle')}>{t('coverage.brokenText')}</Blank>
    ) : (
      <ProblemNotice error={coverage.error} />
    );
  }
  if (coverage.data === undefined) {
    return (
      <div className={classes.waiting}>
        <Loader aria-label={t('coverage.loading')} />
      </div>
    );
  }
  const { sources, timezone } = coverage.data;
  const source = sources.find((each) => each.source === picked) ?? sources[0];
  if (source === undefined)
    return <Blank title={t('coverage.noRulesTitle')}>{t('coverage.noRulesText')}</Blank>;
  const nameOf = (name: string) => (name === '' ? t('coverage.anyOther') : name);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <NativeSelect
          size="xs"
          aria-label={t('coverage.source')}
          value={source.source}
          data={sources.map((each) => ({
            value: each.source,
            label: t('coverage.of', { source: nameOf(each.source) }),
          }))}
          onChange={(event) => setPicked(event.currentTarget.value)}
        />
        <span className={uncoveredMinutes(source.cells) > 0 ? 'alert' : 'quiet'} role="status">
          {sentence(uncoveredMinutes(source.cells), t)}
        </span>
        <span className={`quiet ${classes.zone}`}>
          <bdi>{timezone}</bdi>
        </span>
      </div>
      <Week key={source.source} cells={source.cells} names={names} />
    </div>
  );
}

type Words = ReturnType<typeof useTranslation<'simulator'>>['t'];

function sentence(minutes: number, t: Words): string {
  if (minutes === 0) return t('coverage.full');
  return minutes < 60
    ? t('coverage.minutesOpen', { count: minutes })
    : t('coverage.hoursOpen', { count: Math.round(minutes / 60) });
}

function Week({ cells, names }: { cells: CoverageCell[]; names: ReadonlyMap<string, string> }) {
  const { t, i18n } = useTranslation('simulator');
  const { dir } = useDirection();
  const week = useMemo(() => weekOf(cells), [cells]);
  const [at, setAt] = useState<Place>({ day: 0, hour: 9 });
  const table = useRef<HTMLTableElement>(null);
  const long = weekdays(i18n.language, 'long');
  const short = weekdays(i18n.language, 'short');

  const onKey = (event: KeyboardEvent) => {
    const next = moved(at, event.key, dir === 'rtl');
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.hour}"]`)?.focus();
  };
  const spoken = (day: number, from: number, cell: CoverageCell | undefined) =>
    t('coverage.cell', { day: long[day], from: hour(from), to: hour(from + 1), state: stateOf(cell, t) });
  return (
    <>
      <div className={classes.scroll}>
        <table ref={table} className={classes.week} aria-label={t('tab.coverage')}>
          <thead>
            <tr>
              <td />
              {hours.map((each) => (
                <th key={each} scope="col" className="figures">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {week.map((day, index) => (
              <tr key={long[index]}>
                <th scope="row" aria-label={long[index]}>
                  {short[index]}
                </th>
                {day.map((cell, from) => {
                  const here = at.day === index && at.hour === from;
                  return (
                    <td key={hour(from)}>
                      <button
                        type="button"
                        className={`${classes.cell} ${classes[levelOf(cell)]}`}
                        data-cell={`${index}-${from}`}
                        tabIndex={here ? 0 : -1}
                        aria-pressed={here}
                        onKeyDown={onKey}
                        aria-label={spoken(index, from, cell)}
                        onClick={() => setAt({ day: index, hour: from })}
                      >
                        <span aria-hidden="true">{signOf(cell)}</span>
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
      <Hour cell={week[at.day]?.[at.hour]} day={long[at.day] ?? ''} from={at.hour} names={names} />
    </>
  );
}

function stateOf(cell: CoverageCell | undefined, t: Words): string {
  if (cell === undefined || cell.minutes === 0) return t('coverage.nobody');
  const people = t('coverage.people', { count: cell.people.length });
  return cell.minutes < 60 ? t('coverage.peoplePart', { people, minutes: cell.minutes }) : people;
}

function signOf(cell: CoverageCell | undefined): string {
  return cell === undefined || cell.minutes === 0 ? '×' : String(cell.people.length);
}

function Legend() {
  const { t } = useTranslation('simulator');
  const signs = { hole: '×', part: '1', one: '1', two: '2', more: '3' };
  return (
    <ul className={classes.legend} aria-hidden="true">
      {levels.map((level) => (
        <li key={level}>
          <span className={`${classes.cell} ${classes[level]}`}>{signs[level]}</span>{' '}
          {t(`coverage.level.${level}`)}
        </li>
      ))}
    </ul>
  );
}

interface HourProps {
  cell: CoverageCell | undefined;
  day: string;
  from: number;
  names: ReadonlyMap<string, string>;
}

/** The chosen hour in words: which rule takes the lead and who can receive it. */
function Hour({ cell, day, from, names }: HourProps) {
  const { t, i18n } = useTranslation('simulator');
  const people = (cell?.people ?? []).map((id) => names.get(id) ?? id);
  const rule = cell?.rule ?? '';
  return (
    <section className={classes.hour} aria-live="polite">
      <h3>{t('coverage.hour', { day, from: hour(from), to: hour(from + 1) })}</h3>
      <p>{rule === '' ? t('coverage.noRule') : t('coverage.rule', { rule })}</p>
      <p className={people.length === 0 ? 'alert' : ''}>
        {people.length === 0
          ? t('coverage.nobodyThen')
          : t('coverage.who', { count: people.length, people: listed(i18n.language, people) })}
        {cell !== undefined && cell.minutes > 0 && cell.minutes < 60 && (
          <> {t('coverage.onlyMinutes', { count: cell.minutes })}</>
        )}
      </p>
    </section>
  );
}
