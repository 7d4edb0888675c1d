import { Button, Loader, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { VerificationLine, VerificationReport } from '../../api/types';
import { useStream } from '../../api/useStream';
import { isolated, moment, wallTime, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import views from '../../ui/Views.module.css';
import classes from './Fairness.module.css';
import { lastVerificationQuery } from './queries';
import { useGapWords, VerificationFindings } from './VerificationFindings';
import { advance, idle, percentOf, type Verifying } from './verification';

const ask = (_: undefined, signal: AbortSignal) =>
  api.POST('/api/fairness/verifications', { signal, parseAs: 'stream' });

/** Whether all decisions are as they were made: verifies them, and shows what was found last. */
export function Verification() {
  const { t } = useTranslation('fairness');
  const last = useQuery(lastVerificationQuery);
  const queries = useQueryClient();
  const lookAgain = useCallback(
    () => void queries.invalidateQueries({ queryKey: lastVerificationQuery.queryKey }),
    [queries],
  );
  const {
    state: verifying,
    start,
    cancel,
  } = useStream<Verifying, undefined, VerificationLine>(advance, idle, ask, lookAgain);
  const running = verifying.phase === 'running';
  const report = verifying.report ?? last.data?.report ?? null;
  return (
    <div className={views.page}>
      <p className={views.about}>{t('verify.about')}</p>
      <div className={classes.tools}>
        {running ? (
          <Button variant="default" onClick={cancel}>
            {t('verify.cancel')}
          </Button>
        ) : (
          <Button onClick={() => start(undefined)}>{t('verify.start')}</Button>
        )}
        {running && <HowFar progress={verifying.progress} />}
      </div>
      {verifying.phase === 'cancelled' && <p role="status">{t('verify.cancelled')}</p>}
      {verifying.phase === 'failed' && <ProblemNotice error={verifying.problem} />}
      {last.isError && <ProblemNotice error={last.error} />}
      {last.isPending && <Loader size="sm" aria-label={t('loading')} />}
      {report === null
        ? last.data !== undefined && <p className="quiet">{t('verify.never')}</p>
        : !running && <Report report={report} />}
    </div>
  );
}

function HowFar({ progress }: { progress: Verifying['progress'] }) {
  const { t, i18n } = useTranslation('fairness');
  const figures = {
    done: whole(i18n.language, progress?.done ?? 0),
    total: whole(i18n.language, progress?.total ?? 0),
  };
  return (
    <>
      <Progress w={220} value={percentOf(progress)} aria-label={t('verify.running')} />
      <span className="quiet figures" role="status">
        {progress?.what === 'decisions' ? t('verify.decisions', figures) : t('verify.seals', figures)}
      </span>
    </>
  );
}

function Report({ report }: { report: VerificationReport }) {
  const { t, i18n } = useTranslation('fairness');
  const language = i18n.language;
  const zone = useZone();
  const gapWords = useGapWords();
  const figures = (['sealed', 'unsealed', 'recomputed', 'notRecomputed', 'erased'] as const).filter(
    (key) => key === 'sealed' || key === 'recomputed' || report[key] > 0,
  );
  return (
    <section className={classes.part} aria-live="polite">
      <p className="quiet">
        {t('verify.last', {
          at: moment(language, wallTime(zone, new Date(report.at))),
          who: isolated(language, report.who),
          seconds: whole(language, report.seconds),
        })}
      </p>
      {report.findings.length === 0 ? (
        <p className={classes.would}>
          <Icon name="check" /> {t('verify.good')}
        </p>
      ) : (
        <Notice title={t('verify.bad')}>
          {t('verify.badText')}
          <VerificationFindings findings={report.findings} />
          {report.moreFindings > 0 && (
            <p>{t('findings.more', { figure: whole(language, report.moreFindings) })}</p>
          )}
        </Notice>
      )}
      <dl className={classes.facts}>
        {figures.map((key) => (
          <div key={key} className={classes.fact}>
            <dt>{t(`verify.${key}`)}</dt>
            <dd className="figures">{whole(language, report[key])}</dd>
          </div>
        ))}
        {report.newest !== '' && (
          <div className={classes.fact}>
            <dt>{t('verify.newest')}</dt>
            <dd dir="ltr">
              <code>{report.newest}</code>
            </dd>
          </div>
        )}
      </dl>
      {report.whyNot && <p className="quiet">{t('verify.whyNot', { why: gapWords(report.whyNot) })}</p>}
    </section>
  );
}
