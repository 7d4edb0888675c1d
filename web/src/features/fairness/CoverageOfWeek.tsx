import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PublishedFinding } from '../../api/types';
import { addDays, period, wallTime, weekStart, whole } from '../../i18n/format';
import { CoverageMap } from '../../ui/CoverageMap';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import views from '../../ui/Views.module.css';
import { useFindingWords } from '../../ui/words';
import classes from './Fairness.module.css';
import { findingsQuery, weekQuery } from './queries';

/** The company's real week: who would take a lead in each hour, and what one may regret in the published rules. */
export function CoverageOfWeek() {
  const { t, i18n } = useTranslation('fairness');
  const search = useSearch({ from: '/inside/fairness' });
  const navigate = useNavigate();
  const zone = useZone();
  const week = useQuery(weekQuery(weekStart(i18n.language, search.week ?? wallTime(zone).slice(0, 10))));
  if (week.isError) return <ProblemNotice error={week.error} />;
  if (week.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { from, coverage, sources, people } = week.data;
  const { week: _, ...present } = search;
  const go = (to: string | null) =>
    void navigate({ to: '/fairness', search: to === null ? present : { ...search, week: to } });
  return (
    <div className={views.page}>
      <div className={classes.tools}>
        <Button.Group>
          <Button variant="default" aria-label={t('coverage.previous')} onClick={() => go(addDays(from, -7))}>
            <Icon name="back" />
          </Button>
          <Button variant="default" onClick={() => go(null)}>
            {t('coverage.present')}
          </Button>
          <Button variant="default" aria-label={t('coverage.next')} onClick={() => go(addDays(from, 7))}>
            <span className={classes.forth}>
              <Icon name="back" />
            </span>
          </Button>
        </Button.Group>
        <strong>{period(i18n.language, from, addDays(from, 6))}</strong>
      </div>
      <p className={views.about}>{t('coverage.about')}</p>
      <div className={classes.sides}>
        <div className={classes.part}>
          <CoverageMap
            coverage={coverage}
            nameOf={(user) => people[user] ?? user}
            sourceOf={(key) => sources[key] ?? key}
          />
        </div>
        <Findings />
      </div>
    </div>
  );
}

function Findings() {
  const { t, i18n } = useTranslation('fairness');
  const found = useQuery(findingsQuery);
  const wordsOf = useFindingWords();
  return (
    <section className={classes.part}>
      <h2>{t('findings.title')}</h2>
      {found.isError && <ProblemNotice error={found.error} />}
      {found.isPending && <Loader size="sm" aria-label={t('loading')} />}
      {found.data?.findings.length === 0 && (
        <p className="quiet">
          <Icon name="check" size={14} /> {t('findings.none')}
        </p>
      )}
      <ul className={classes.findings}>
        {found.data?.findings.map((finding) => (
          <li key={`${finding.kind} ${finding.id} ${finding.message}`}>
            <Name finding={finding} people={found.data.people} />:{' '}
            {wordsOf(named(finding, found.data.people))}
          </li>
        ))}
      </ul>
      {found.data !== undefined && found.data.more > 0 && (
        <p className="quiet">{t('findings.more', { figure: whole(i18n.language, found.data.more) })}</p>
      )}
    </section>
  );
}

function Name({ finding, people }: { finding: PublishedFinding; people: Record<string, string> }) {
  const { rule, kind, id } = finding;
  if (rule === '') return <bdi>{(kind === 'unused-person' ? people[id] : undefined) ?? id}</bdi>;
  return (
    <Link to="/rules" search={{ rule: finding.rule }}>
      <bdi>{finding.rule}</bdi>
    </Link>
  );
}

/** The finding with people's names in the place of their keys. */
function named(finding: PublishedFinding, people: Record<string, string>): PublishedFinding {
  const args = Object.entries(finding.args).map(([key, value]) => {
    const isPeople = key === 'user' || key === 'users';
    return [
      key,
      isPeople
        ? value
            .split(', ')
            .map((user) => people[user] ?? user)
            .join(', ')
        : value,
    ];
  });
  return { ...finding, args: Object.fromEntries(args) };
}
