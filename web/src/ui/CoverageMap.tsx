import { NativeSelect, useDirection } from '@mantine/core';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coverage, CoverageCell } from '../api/types';
import { hour, listed, weekdays, weekOrder } from '../i18n/format';
import { Blank } from './Blank';
import classes from './Coverage.module.css';
import { hours, levelOf, levels, moved, type Place, uncoveredMinutes, weekOf } from './coverage';

interface Props {
  coverage: Coverage;
  nameOf: (user: string) => string;
  /** What a source is called by its key. */
  sourceOf: (key: string) => string;
}

/** A week by source, hour by hour: how many would take a lead, and for the chosen hour who, or what happens. */
export function CoverageMap({ coverage, nameOf, sourceOf }: Props) {
  const { t } = useTranslation('simulator');
  const [picked, setPicked] = useState<string | null>(null);
  const { sources, timezone } = coverage;
  const source = sources.find((each) => each.source === picked) ?? sources[0];
  if (source === undefined)
    return <Blank title={t('coverage.noRulesTitle')}>{t('coverage.noRulesText')}</Blank>;
  const called = (key: string) => (key === '' ? t('coverage.anyOther') : sourceOf(key));
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <NativeSelect
          size="xs"
          aria-label={t('coverage.source')}
          value={source.source}
          data={sources.map((each) => ({
            value: each.source,
            label: t('coverage.of', { source: called(each.source) }),
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
      <Week key={source.source} cells={source.cells} nameOf={nameOf} />
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

function Week({ cells, nameOf }: { cells: CoverageCell[]; nameOf: (user: string) => string }) {
  const { t, i18n } = useTranslation('simulator');
  const { dir } = useDirection();
  const order = weekOrder(i18n.language);
  const week = useMemo(() => weekOf(cells), [cells]);
  const [at, setAt] = useState<Place>({ row: 0, hour: 9 });
  const table = useRef<HTMLTableElement>(null);
  const names = weekdays(i18n.language, 'long');
  const short = weekdays(i18n.language, 'short');
  const dayAt = (row: number) => order[row] ?? 0;
  const here = dayAt(at.row);

  const onKey = (event: KeyboardEvent) => {
    const next = moved(at, event.key, dir === 'rtl');
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.hour}"]`)?.focus();
  };
  const spoken = (day: number, from: number, cell: CoverageCell | undefined) =>
    t('coverage.cell', { day: names[day], from: hour(from), to: hour(from + 1), state: stateOf(cell, t) });
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
            {order.map((day, row) => (
              <tr key={day}>
                <th scope="row" aria-label={names[day]}>
                  {short[day]}
                </th>
                {week[day]?.map((cell, from) => {
                  const chosen = at.row === row && at.hour === from;
                  return (
                    <td key={hour(from)}>
                      <button
                        type="button"
                        className={`${classes.cell} ${classes[levelOf(cell)]}`}
                        data-cell={`${row}-${from}`}
                        tabIndex={chosen ? 0 : -1}
                        aria-pressed={chosen}
                        onKeyDown={onKey}
                        aria-label={spoken(day, from, cell)}
                        onClick={() => setAt({ row, hour: from })}
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
      <Hour cell={week[here]?.[at.hour]} day={names[here] ?? ''} from={at.hour} nameOf={nameOf} />
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
  nameOf: (user: string) => string;
}

/** The chosen hour in words: which rule takes the lead and who can receive it. */
function Hour({ cell, day, from, nameOf }: HourProps) {
  const { t, i18n } = useTranslation('simulator');
  const people = (cell?.people ?? []).map(nameOf);
  const rule = cell?.rule ?? '';
  const otherwise = (cell?.otherwise ?? '') as '' | 'fallback' | 'hold' | 'unassigned';
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
      {otherwise !== '' && <p>{t(`coverage.otherwise.${otherwise}`)}</p>}
    </section>
  );
}
