import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../i18n/format';
import classes from './Rules.module.css';

/** One changed object, of a list of rules or of a settings file. */
export interface Change {
  name: string;
  kind: string;
  moved?: boolean;
  was?: string | null | undefined;
  changes: { key: string; before?: unknown; after?: unknown }[];
}

/** Changes object by object, each changed key with its two values. */
export function Changes({ rows, none }: { rows: Change[]; none: string }) {
  const { t, i18n } = useTranslation('rules');
  if (rows.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className={classes.changes}>
      {rows.map((row) => (
        <li key={`${row.kind} ${row.name}`}>
          <Badge size="sm" variant="light" color={row.kind === 'removed' ? 'buoy' : 'tide'}>
            {t(`change.${row.kind as 'added'}`)}
          </Badge>{' '}
          <bdi className={classes.name}>{row.name}</bdi>
          {row.was && (
            <span className="quiet"> {t('change.was', { rule: isolated(i18n.language, row.was) })}</span>
          )}
          {row.moved === true && row.kind !== 'moved' && (
            <span className="quiet"> {t('change.alsoMoved')}</span>
          )}
          {row.changes.length > 0 && (
            <dl>
              {row.changes.map(({ key, before, after }) => (
                <div key={key}>
                  <dt>
                    <code>{key}</code>
                  </dt>
                  <dd>
                    <del dir="auto">{shown(before, t('change.nothing'))}</del>{' '}
                    <ins dir="auto">{shown(after, t('change.nothing'))}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A value in a line: lists by semicolons, maps as `key: value`. */
export function shown(value: unknown, nothing: string): string {
  if (value === null || value === undefined) return nothing;
  if (Array.isArray(value)) return value.map((each) => shown(each, nothing)).join('; ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${shown(each, nothing)}`)
    .join(', ');
}
