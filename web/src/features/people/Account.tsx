import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import cards from '../../ui/Card.module.css';
import classes from './Account.module.css';
import { NoticeChoices } from './NoticeChoices';
import { PasswordChange } from './PasswordChange';
import { Tokens } from './Tokens';

const roles = ['administrator', 'manager', 'operator', 'integration'] as const;

/** What a person settles about themselves: who they are here, the password, tokens for other programs. */
export function Account() {
  const { t } = useTranslation('people');
  const { t: words } = useTranslation('notice');
  const session = useQuery(sessionQuery).data;
  if (session === null || session === undefined) return null;
  const role = roles.find((each) => each === session.user.role);
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t('account.title')}</h1>
      <section className={cards.section} aria-labelledby="you">
        <h2 id="you">{t('account.you')}</h2>
        <dl className={classes.facts}>
          <dt>{t('name')}</dt>
          <dd>{session.user.name}</dd>
          <dt>{t('email')}</dt>
          <dd>
            <bdi>{session.user.email}</bdi>
          </dd>
          <dt>{t('role')}</dt>
          <dd>{role === undefined ? session.user.role : t(`roles.${role}`)}</dd>
          <dt>{t('company')}</dt>
          <dd>
            {session.company.name} <span className="quiet">· {session.company.timezone}</span>
          </dd>
        </dl>
      </section>
      {session.can.workLeads && (
        <section className={cards.section} id="notices" aria-labelledby="notices-title">
          <h2 id="notices-title">{words('choices.title')}</h2>
          <NoticeChoices />
        </section>
      )}
      <section className={cards.section} aria-labelledby="password">
        <h2 id="password">{t('account.password')}</h2>
        <PasswordChange email={session.user.email ?? ''} />
      </section>
      {session.can.tokens && (
        <section className={cards.section} aria-labelledby="tokens">
          <h2 id="tokens">{t('tokens.title')}</h2>
          <p className="quiet">{t('tokens.lead')}</p>
          <Tokens />
        </section>
      )}
    </div>
  );
}
