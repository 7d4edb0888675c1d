import { Box } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated, whole } from '../../i18n/format';
import cards from '../../ui/Card.module.css';
import classes from './Replay.module.css';
import { type Figures, matrixOf, type Summary } from './replay';
import { Save } from './Save';

const BeforeAfterChart = lazy(() =>
  import('./BeforeAfterChart').then((module) => ({ default: module.BeforeAfterChart })),
);

interface Props {
  summary: Summary;
  nameOf: (user: string) => string;
  sourceOf: (source: string) => string;
}

/** With whom the leads of each source were at the end, before and after: a chart of the people, and all as a table. */
export function People({ summary, nameOf, sourceOf }: Props) {
  const { t } = useTranslation('replay');
  const { people, sources, of, ofPerson } = matrixOf(summary.cells, nameOf);
  const rows = () => [
    [t('person'), t('source'), t('before'), t('after')],
    ...summary.cells.map((cell) => [nameOf(cell.user), sourceOf(cell.source), cell.before, cell.after]),
  ];
  return (
    <>
      <div className={classes.tools}>
        <p className="quiet">{t('peopleAbout')}</p>
        <Save name="replay-people" rows={rows} />
      </div>
      <div className={classes.chart}>
        <Suspense fallback={<div style={{ blockSize: 48 + people.length * 38 }} />}>
          <BeforeAfterChart
            rows={people.map((user) => ({ name: nameOf(user), ...ofPerson(user) }))}
            label={t('chart')}
          />
        </Suspense>
      </div>
      <Box component="section" className={cards.scroll} tabIndex={0} aria-label={t('peopleTable')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              {sources.map((source) => (
                <th key={source} scope="col" className={classes.figure}>
                  {sourceOf(source)}
                </th>
              ))}
              <th scope="col" className={classes.figure}>
                {t('all')}
              </th>
            </tr>
          </thead>
          <tbody className="figures">
            {people.map((user) => (
              <tr key={user}>
                <th scope="row">{nameOf(user)}</th>
                {sources.map((source) => (
                  <td key={source} className={classes.figure}>
                    <Change figures={of(user, source)} good={user !== ''} />
                  </td>
                ))}
                <td className={classes.figure}>
                  <strong>
                    <Change figures={ofPerson(user)} good={user !== ''} />
                  </strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </>
  );
}

/** More for a person is good, more for nobody is not. */
function Change({ figures: { before, after }, good }: { figures: Figures; good: boolean }) {
  const { t, i18n } = useTranslation('replay');
  const show = (value: number) => isolated(i18n.language, whole(i18n.language, value));
  if (before === after) return show(before);
  return (
    <span className={after > before === good ? classes.more : classes.less}>
      {t('beforeAfter', { before: show(before), after: show(after) })}
    </span>
  );
}
