import { Loader, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained, NextOfRule } from '../../api/types';
import { decimal, isolated, listed, percentage, whole } from '../../i18n/format';
import { Candidates } from '../../ui/Candidates';
import { ProblemNotice } from '../../ui/Notice';
import views from '../../ui/Views.module.css';
import classes from './Fairness.module.css';
import { nextLeadQuery, nextQuery } from './queries';
import { loadsOf, would } from './would';

/** Who would get the next lead, and why: of a source about a listing, and of each rule. */
export function Next() {
  const { t } = useTranslation('fairness');
  const sheet = useQuery(nextQuery);
  if (sheet.data === undefined) {
    if (sheet.isError) return <ProblemNotice error={sheet.error} />;
    return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  }
  const { rules, people, sources, listings } = sheet.data;
  const names = new Map(people.map((person) => [person.key, person.name]));
  const nameOf = (user: string) => names.get(user) ?? user;
  return (
    <div className={views.page}>
      <p className={views.about}>{t('next.now')}</p>
      {sheet.isError && <ProblemNotice error={sheet.error} />}
      <OneLead sources={sources} listings={listings} nameOf={nameOf} />
      <h2 className={classes.subtitle}>{t('next.everyRule')}</h2>
      {rules.length === 0 && <p className={views.about}>{t('next.none')}</p>}
      {rules.map((rule) => (
        <OneRule key={rule.rule} rule={rule} nameOf={nameOf} />
      ))}
    </div>
  );
}

interface Called {
  key: string;
  name: string;
}

interface LeadProps {
  sources: Called[];
  listings: Called[];
  nameOf: (user: string) => string;
}

function OneLead({ sources, listings, nameOf }: LeadProps) {
  const { t, i18n } = useTranslation('fairness');
  const [source, setSource] = useState('');
  const [listing, setListing] = useState('');
  const next = useQuery(nextLeadQuery(source, listing));
  const choices = (all: Called[]) => [
    { value: '', label: t('next.any') },
    ...all.map(({ key, name }) => ({ value: key, label: name })),
  ];
  return (
    <section className={classes.part}>
      <div className={classes.tools}>
        <h2>{t('next.ask')}</h2>
        <NativeSelect
          label={t('next.source')}
          classNames={{ root: classes.beside }}
          value={source}
          data={choices(sources)}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        {listings.length > 0 && (
          <NativeSelect
            label={t('next.listing')}
            classNames={{ root: classes.beside }}
            value={listing}
            data={choices(listings)}
            onChange={(event) => setListing(event.currentTarget.value)}
          />
        )}
      </div>
      {next.isError && <ProblemNotice error={next.error} />}
      {next.data !== undefined && (
        <>
          <p className={classes.would} aria-live="polite">
            {would(next.data, { t, language: i18n.language, nameOf })}
          </p>
          <p className="quiet">
            {next.data.rule !== '' && t('next.byRule', { rule: isolated(i18n.language, next.data.rule) })}{' '}
            {next.data.skipped.length > 0 &&
              t('next.skipped', {
                rules: listed(
                  i18n.language,
                  next.data.skipped.map((each) => isolated(i18n.language, each.rule)),
                ),
              })}
          </p>
          <Details next={next.data} nameOf={nameOf} />
        </>
      )}
    </section>
  );
}

function Details({ next, nameOf }: { next: Explained; nameOf: (user: string) => string }) {
  const { t } = useTranslation('fairness');
  if (next.candidates.length === 0) return null;
  return (
    <details className={classes.meaning}>
      <summary>{t('next.details')}</summary>
      <Candidates explained={next} nameOf={nameOf} />
    </details>
  );
}

function OneRule({ rule, nameOf }: { rule: NextOfRule; nameOf: (user: string) => string }) {
  const { t, i18n } = useTranslation(['fairness', 'simulator']);
  const language = i18n.language;
  const telling = { t: i18n.getFixedT(language, 'fairness'), language, nameOf };
  const counted = rule.strategy === 'utilisation' || rule.caps.length > 0;
  return (
    <section className={classes.part}>
      <div className={classes.rule}>
        <h2>
          <Link to="/rules" search={{ rule: rule.rule }}>
            <bdi>{rule.rule}</bdi>
          </Link>
        </h2>
        <span className="quiet">{t(`simulator:how.${rule.strategy as 'turns'}`)}</span>
        {rule.shared && (
          <span className="quiet">{t('next.shared', { name: isolated(language, rule.ledger) })}</span>
        )}
      </div>
      {!rule.open && <p className="alert">{t('next.closed')}</p>}
      <p className={classes.would}>{would(rule.next, telling)}</p>
      {counted && rule.next.rule === rule.rule && <Loads rule={rule} nameOf={nameOf} />}
      <Details next={rule.next} nameOf={nameOf} />
    </section>
  );
}

/** How far each candidate is with their target and caps. */
function Loads({ rule, nameOf }: { rule: NextOfRule; nameOf: (user: string) => string }) {
  const { t, i18n } = useTranslation('fairness');
  const language = i18n.language;
  const targets = rule.strategy === 'utilisation';
  return (
    <>
      <h3 className={classes.subtitle}>
        {targets ? t('load.title') : t('caps.title')}{' '}
        {targets && <span className="quiet">{t(`load.${rule.count as 'month'}`)}</span>}
      </h3>
      <ul className={classes.loads}>
        {loadsOf(rule).map((one) => {
          const percent = one.share === null ? t('load.noTarget') : percentage(language, one.share);
          return (
            <li key={one.user}>
              <bdi>{nameOf(one.user)}</bdi>
              {targets && (
                <>
                  <span
                    className={classes.bar}
                    role="img"
                    aria-label={t('load.bar', { name: nameOf(one.user), percent })}
                  >
                    <i style={{ inlineSize: `${one.worked}%` }} />
                    <i className={classes.away} style={{ inlineSize: `${one.away}%` }} />
                    <b style={{ insetInlineStart: `calc(${one.mark}% - 2px)` }} />
                  </span>
                  <span className="figures">
                    {percent}{' '}
                    <span className="quiet">
                      {one.target > 0 &&
                        t('load.figures', {
                          load: whole(language, one.load),
                          compensation: decimal(language, one.compensation),
                          target: whole(language, one.target),
                        })}
                    </span>
                  </span>
                </>
              )}
              {(one.caps.length > 0 || !targets) && (
                <span className={`figures ${classes.caps}`}>
                  {one.caps
                    .map(({ cap, held, limit }) =>
                      t(`caps.${cap as 'day'}`, {
                        held: whole(language, held),
                        limit: whole(language, limit),
                      }),
                    )
                    .join(' · ') || '–'}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
