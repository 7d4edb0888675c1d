import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isolated, listed, whole } from '../../i18n/format';
import { Rows } from '../../ui/Rows';
import classes from './Moves.module.css';
import type { BulkSheet } from './queries';

type Count = BulkSheet['nobody'][number];

/** Who gets how many, drawn beside what they have open, and which leads find nobody. */
export function Preview({ sheet }: { sheet: BulkSheet }) {
  const { t, i18n } = useTranslation('moves');
  const { state } = sheet.row;
  const figure = (value: number) => whole(i18n.language, value);
  const planned = state === 'planned';
  const ended = state === 'done' || state === 'cancelled' || state === 'undone';
  const shares = ended ? sheet.shares.filter(({ moved, keeps }) => moved + keeps > 0) : sheet.shares;
  const gets = (share: (typeof shares)[number]) => (ended ? share.moved : share.planned);
  const has = (share: (typeof shares)[number]) =>
    planned ? share.open : Math.max(0, share.open - share.moved + share.returned);
  const most = Math.max(1, ...shares.map((share) => has(share) + gets(share)));
  const none = t('noWord');
  const counts = (all: Count[]) =>
    listed(
      i18n.language,
      all
        .slice(0, 4)
        .map(({ name, leads }) => isolated(i18n.language, `${name === '' ? none : name} ${figure(leads)}`)),
    );
  const nobody = ended ? sheet.moved : sheet.nobody;
  if (shares.length === 0 && nobody.length === 0 && sheet.skip.length === 0) return null;
  return (
    <section aria-labelledby="shares">
      <h2 id="shares">{t(ended ? 'shares.done' : 'shares.planned')}</h2>
      {shares.length > 0 && (
        <Rows
          heads={[
            t('shares.person'),
            t('shares.gets'),
            t('shares.has'),
            t('shares.picture'),
            t('shares.sources'),
            t('shares.statuses'),
          ]}
          actions={null}
        >
          {shares.map((share) => (
            <Table.Tr key={share.user.key}>
              <Table.Td>
                <bdi>{share.user.name}</bdi>
              </Table.Td>
              <Table.Td className="figures">
                <strong>{figure(gets(share))}</strong>
                {share.keeps > 0 && (
                  <span className="quiet"> {t('shares.keeps', { figure: figure(share.keeps) })}</span>
                )}
                {share.returned > 0 && (
                  <span className="quiet"> {t('shares.returned', { figure: figure(share.returned) })}</span>
                )}
              </Table.Td>
              <Table.Td className="figures">{figure(has(share))}</Table.Td>
              <Table.Td aria-hidden="true">
                <span className={classes.bar}>
                  <span className={classes.has} style={{ inlineSize: `${(has(share) / most) * 100}%` }} />
                  <span className={classes.gets} style={{ inlineSize: `${(gets(share) / most) * 100}%` }} />
                </span>
              </Table.Td>
              <Table.Td className="quiet">{counts(share.sources)}</Table.Td>
              <Table.Td className="quiet">{counts(share.statuses)}</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
      <ul className={classes.others}>
        {nobody.map(({ name, leads }) => (
          <li key={name}>
            {t(`nobody.${known(name, nobodies, 'unassigned')}`, { count: leads, figure: figure(leads) })}
          </li>
        ))}
        {!ended &&
          sheet.skip.map(({ name, leads }) => (
            <li key={name}>
              {t(`skip.${known(name, skips, 'elsewhere')}`, { count: leads, figure: figure(leads) })}
            </li>
          ))}
      </ul>
    </section>
  );
}

const nobodies = ['waiting', 'offered', 'unassigned'] as const;
const skips = ['theirs', 'elsewhere'] as const;

function known<Word extends string>(name: string, words: readonly Word[], otherwise: Word): Word {
  return words.find((word) => word === name) ?? otherwise;
}
