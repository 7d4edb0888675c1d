import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyRow } from '../../api/types';
import { addDays, dayHead, moment, whole } from '../../i18n/format';
import cards from '../../ui/Card.module.css';
import classes from './Roster.module.css';
import { barOf, daysOf, hoursOn, type Period } from './timeline';

interface Props {
  period: Period;
  rows: DutyRow[];
  /** The company's wall time now, for the line through all rows. */
  now: string;
}

/** A line of time for each person: bars for hours, hatched for absences, spoken as a list. */
export function Timeline({ period, rows, now }: Props) {
  const { t, i18n } = useTranslation('roster');
  const days = daysOf(period);
  const here = barOf(now, period.to, period);
  const today = now.slice(0, 10);
  const dense = days.length > 14;
  return (
    <div className={cards.scroll}>
      <table className={classes.lines} style={{ '--days': days.length } as CSSProperties}>
        <thead>
          <tr>
            <th scope="col" className={classes.who}>
              <span className="spoken">{t('duty.person')}</span>
            </th>
            <th scope="col" className={classes.days}>
              <div className={classes.heads}>
                {days.map((day) => (
                  <span key={day} className={day === today ? classes.today : ''}>
                    {dense ? Number(day.slice(8)) : dayHead(i18n.language, day)}
                  </span>
                ))}
              </div>
            </th>
            <th scope="col" className={classes.sum}>
              {t('duty.hours')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className={classes.who}>
                <bdi>{row.name}</bdi>
                {row.schedule !== null && row.schedule !== undefined && (
                  <small className="quiet">
                    <bdi>{row.schedule}</bdi>
                  </small>
                )}
              </th>
              <td className={classes.track}>
                <Line row={row} period={period} />
                {here !== null && here.start > 0 && (
                  <span className={classes.now} style={{ insetInlineStart: percent(here.start) }} />
                )}
              </td>
              <td className={`figures ${classes.sum}`}>{whole(i18n.language, hoursOn(row))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row, period }: { row: DutyRow; period: Period }) {
  const { t, i18n } = useTranslation('roster');
  const say = (time: string) => moment(i18n.language, time.slice(0, 16));
  const kind = (name: string) => (name === '' ? t('duty.absent') : name);
  return (
    <ul className={classes.bars}>
      {row.holidays.map((day) => (
        <Piece key={day} look={classes.holiday} from={day} to={addDays(day, 1)} period={period}>
          {t('duty.holidayOn', { date: dayHead(i18n.language, day) })}
        </Piece>
      ))}
      {row.spans.map((span) => (
        <Piece key={span.from} look={classes.on} from={span.from} to={span.to} period={period}>
          {t('duty.span', { from: say(span.from), to: say(span.to) })}
        </Piece>
      ))}
      {row.absences.map((each) => (
        <Piece
          key={`${each.from} ${each.to} ${each.kind}`}
          look={classes.away}
          from={each.from}
          to={each.to}
          period={period}
        >
          {t('duty.absence', { kind: kind(each.kind), from: say(each.from), to: say(each.to) })}
        </Piece>
      ))}
    </ul>
  );
}

interface PieceProps {
  look: string | undefined;
  from: string;
  to: string;
  period: Period;
  children: string;
}

function Piece({ look, from, to, period, children }: PieceProps) {
  const bar = barOf(from, to, period);
  if (bar === null) return null;
  return (
    <li
      className={look}
      style={{ insetInlineStart: percent(bar.start), inlineSize: percent(bar.size) }}
      title={children}
    >
      <span className="spoken">{children}</span>
    </li>
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}
