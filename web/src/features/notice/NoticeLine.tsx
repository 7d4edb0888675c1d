import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { until as shownUntil, wallTime } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import classes from './Notices.module.css';
import { answerOffer, markRead, type Notice } from './queries';
import { countdown, sentenceOf } from './words';

/** A notice: what happened and when, the way to its lead, and an offer to answer on the spot. */
export function NoticeLine({ notice, onGone }: { notice: Notice; onGone: () => void }) {
  const { t, i18n } = useTranslation('notice');
  const queries = useQueryClient();
  const zone = useZone();
  const own = useQuery(sessionQuery).data?.user.key ?? '';
  const said = sentenceOf(notice, t, i18n.language);
  const when = shownUntil(i18n.language, wallTime(zone, new Date(notice.at)), wallTime(zone));
  const open = () => {
    onGone();
    if (!notice.read) void markRead(queries, { notices: [notice.id] });
  };
  return (
    <div className={notice.read ? classes.line : `${classes.line} ${classes.unread}`}>
      <div className={classes.said}>
        {notice.lead == null ? (
          <Link
            to="/leads"
            search={notice.kind === 'lost' ? {} : { columns: { assignee: [own] } }}
            onClick={open}
          >
            {said}
          </Link>
        ) : (
          <Link to="/leads/$id" params={{ id: notice.lead.id }} onClick={open}>
            {said}
          </Link>
        )}
        <span className="quiet figures">{when}</span>
        {notice.offer != null && <Offer notice={notice} onGone={onGone} />}
      </div>
      {!notice.read && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('markOne', { notice: said })}
          title={t('mark')}
          onClick={() => void markRead(queries, { notices: [notice.id] })}
        >
          <Icon name="check" size={14} />
        </ActionIcon>
      )}
    </div>
  );
}

/** How long an offer still stands, with the buttons to answer it. */
function Offer({ notice, onGone }: { notice: Notice; onGone: () => void }) {
  const { t } = useTranslation('notice');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const lead = notice.lead?.id ?? '';
  const ends = notice.offer?.until == null ? null : Date.parse(notice.offer.until);
  const now = useSeconds(notice.offer?.open === true && ends !== null);
  const answer = useMutation({
    mutationFn: (given: 'accept' | 'decline') => answerOffer(queries, lead, given),
    onSuccess: (_, given) => {
      onGone();
      if (given === 'accept') void navigate({ to: '/leads/$id', params: { id: lead } });
    },
  });
  if (notice.offer?.open !== true || (ends !== null && ends <= now)) {
    return <span className="quiet">{t('offered.over')}</span>;
  }
  return (
    <>
      <div className={classes.offer}>
        <Button size="compact-sm" loading={answer.isPending} onClick={() => answer.mutate('accept')}>
          {t('offered.take')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={answer.isPending}
          onClick={() => answer.mutate('decline')}
        >
          {t('offered.leave')}
        </Button>
        {ends !== null && (
          <span className="figures alert" role="timer">
            {t('offered.left', { time: countdown(ends - now) })}
          </span>
        )}
      </div>
      {answer.isError && <ProblemNotice error={answer.error} />}
    </>
  );
}

/** The time, looked at each second while it is asked for. */
function useSeconds(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, [running]);
  return now;
}
