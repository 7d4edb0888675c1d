import { Button, CopyButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, Problem } from '../../api/client';
import { usersQuery } from '../../api/people';
import type { User } from '../../api/types';
import { isolated } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useInstant } from '../../ui/useZone';
import { useFieldProblems } from './fieldProblems';
import classes from './People.module.css';

/** Makes the one-time link by which a user chooses their password, and shows it this once. */
export function InvitationLink({ user }: { user: User }) {
  const { t, i18n } = useTranslation('people');
  const instant = useInstant();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: usersQuery.queryKey });
  const path = { params: { path: { key: user.key } } };
  const invite = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/users/{key}/invitation', path)),
    onSuccess: refresh,
  });
  const withdraw = useMutation({
    mutationFn: () => api.DELETE('/api/users/{key}/invitation', path),
    onSuccess: () => {
      invite.reset();
      return refresh();
    },
  });
  const problemOf = useFieldProblems(invite.error);
  if (!user.can.invite || !user.active) return null;
  const link = invite.data === undefined ? '' : window.location.origin + invite.data.path;
  const error = invite.error ?? withdraw.error;
  const fields = error instanceof Problem && error.fields.length > 0;
  return (
    <section className={`${classes.section} ${classes.invitation}`} aria-labelledby="invitation">
      <h3 id="invitation">{t('invite.title')}</h3>
      <p className="quiet">
        {user.signIn === 'invited' && user.invitedUntil
          ? t('invite.pending', { until: instant(user.invitedUntil) })
          : user.signInEmail
            ? t('invite.other', {
                email: isolated(i18n.language, user.signInEmail),
                now: isolated(i18n.language, user.email ?? ''),
              })
            : t(`invite.state.${user.signIn as 'none'}`)}
      </p>
      {error !== null && !fields && <ProblemNotice error={error} />}
      {fields && <p className="alert">{problemOf('email') ?? problemOf('active')}</p>}
      {invite.data !== undefined && (
        <div role="status">
          <p>
            {t('invite.handOver', { email: invite.data.email })}
            {invite.data.mailed && ` ${t('invite.mailed')}`}
          </p>
          <div className={classes.link}>
            <code dir="ltr">{link}</code>
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Button
                  variant="light"
                  leftSection={<Icon name={copied ? 'check' : 'copy'} />}
                  onClick={copy}
                >
                  {copied ? t('invite.copied') : t('invite.copy')}
                </Button>
              )}
            </CopyButton>
          </div>
        </div>
      )}
      <div className={classes.buttons}>
        <Button variant="light" loading={invite.isPending} onClick={() => invite.mutate()}>
          {user.signIn === 'active'
            ? t('invite.reset')
            : user.signIn === 'invited'
              ? t('invite.again')
              : t('invite.make')}
        </Button>
        {user.signIn === 'invited' && (
          <Button
            variant="subtle"
            color="gray"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate()}
          >
            {t('invite.withdraw')}
          </Button>
        )}
      </div>
    </section>
  );
}
