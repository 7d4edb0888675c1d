import { Button, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from './api/client';
import { sessionQuery } from './api/session';
import type { Session } from './api/types';
import { NewLeadButton } from './features/intake/NewLead';
import { Bell } from './features/notice/Bell';
import { PresenceSwitch } from './features/people/PresenceSwitch';
import { isLanguage, type Language } from './i18n/languages';
import classes from './Shell.module.css';
import { BarMenu } from './ui/BarMenu';
import { Blank } from './ui/Blank';
import { ColourSwitch } from './ui/ColourSwitch';
import { Icon } from './ui/Icon';
import { forgetText, ownerOf } from './ui/kept';
import { LanguageMenu } from './ui/LanguageMenu';
import { Mark } from './ui/Mark';
import { ProblemNotice } from './ui/Notice';
import { QuarantineCount } from './ui/QuarantineCount';

/** The frame around every screen of who is signed in: the mark, the way round, language, colours, the account. */
export function Shell() {
  const { t, i18n } = useTranslation('shell');
  const session = useQuery(sessionQuery).data;
  const own = session?.user.locale;
  const queries = useQueryClient();
  const remember = useMutation({
    mutationFn: (locale: Language) => api.PATCH('/api/session', { body: { locale } }),
    onMutate: (locale) =>
      queries.setQueryData(sessionQuery.queryKey, (now) => now && { ...now, user: { ...now.user, locale } }),
  });
  useEffect(() => {
    if (isLanguage(own)) void i18n.changeLanguage(own);
  }, [own, i18n]);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <header className={classes.bar}>
        <Link to="/" className={classes.brand} aria-label={t('home')}>
          <Mark size={22} />
          <span>Fairlead</span>
        </Link>
        <span className={classes.company}>{session?.company.name}</span>
        {session?.can.workLeads && <NewLeadButton />}
        {session?.can.attend && <PresenceSwitch />}
        {session?.can.workLeads && <Bell />}
        <LanguageMenu onPick={(language) => remember.mutate(language)} />
        <ColourSwitch />
        <PersonMenu name={session?.user.name ?? ''} />
      </header>
      <Ways can={session?.can} />
      <main className={classes.content} id="content" tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

/** The screens in the order of the navigation: the daily work, then what it is set up by. */
const ways = [
  [
    { to: '/leads', icon: 'inbox', may: 'workLeads' },
    { to: '/tasks', icon: 'tasks', may: 'workLeads' },
    { to: '/roster', icon: 'calendar', may: null },
    { to: '/bulk', icon: 'swap', may: 'handOver' },
    { to: '/transfers', icon: 'file', may: 'importLeads' },
    { to: '/watchdog', icon: 'eye', may: 'watchLeads' },
  ],
  [
    { to: '/rules', icon: 'fork', may: 'rules' },
    { to: '/fairness', icon: 'scales', may: 'fairness' },
    { to: '/simulator', icon: 'play', may: 'simulate' },
    { to: '/replay', icon: 'again', may: 'rules' },
    { to: '/people', icon: 'people', may: 'managePeople' },
    { to: '/sources', icon: 'funnel', may: 'manageIntake' },
    { to: '/fields', icon: 'tag', may: 'managePeople' },
    { to: '/zones', icon: 'place', may: 'managePeople' },
    { to: '/company', icon: 'house', may: 'manageCompany' },
    { to: '/privacy', icon: 'shield', may: 'audit' },
  ],
] as const;

/** The way round: a rail beside the screen, on narrow screens a row above it. */
function Ways({ can }: { can: Session['can'] | undefined }) {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pathname !== '')
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.ways} aria-label={t('navigation')}>
      {ways.map((group) => (
        <ul key={group[0].to} className={classes.group}>
          {group
            .filter(({ may }) =>
              may === 'fairness' ? can?.rules || can?.ownBalance : may === null || can?.[may],
            )
            .map(({ to, icon }) => (
              <li key={to}>
                <Link to={to} className={classes.way}>
                  <Icon name={icon} size={20} />
                  <span>{t(`way.${to.slice(1) as 'leads'}`)}</span>
                  {to === '/sources' && <QuarantineCount />}
                </Link>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  );
}

function PersonMenu({ name }: { name: string }) {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => api.DELETE('/api/session'),
    onSettled: () => {
      const session = queries.getQueryData(sessionQuery.queryKey);
      if (session) forgetText(ownerOf(session));
      queries.clear();
      void navigate({ to: '/sign-in' });
    },
  });
  return (
    <BarMenu
      icon="person"
      face={<span className={classes.person}>{name}</span>}
      label={t('yourMenu', { name })}
    >
      <Menu.Item onClick={() => void navigate({ to: '/account' })}>{t('account')}</Menu.Item>
      <Menu.Item onClick={() => signOut.mutate()}>{t('signOut')}</Menu.Item>
    </BarMenu>
  );
}

/** The first screen of somebody for whom there is no other yet: says what they can do here. */
export function Start() {
  const { t } = useTranslation('shell');
  return (
    <Blank title={t('start.title')} action={<Link to="/account">{t('start.action')}</Link>}>
      {t('start.text')}
    </Blank>
  );
}

/** Shown for an address that leads nowhere. */
export function Missing() {
  const { t } = useTranslation('shell');
  return (
    <Blank title={t('missing.title')} action={<Link to="/">{t('missing.action')}</Link>}>
      {t('missing.text')}
    </Blank>
  );
}

/** Shown when a screen could not be drawn or loaded. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation('shell');
  return (
    <div className={classes.broken}>
      <ProblemNotice error={error} />
      <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
    </div>
  );
}
