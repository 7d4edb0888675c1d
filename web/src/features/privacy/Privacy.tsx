import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Audit } from './Audit';
import { People } from './People';
import { PeriodsForm } from './PeriodsForm';
import classes from './Privacy.module.css';
import { type PrivacyView, privacyViews } from './views';

/** Personal data: people exported and erased, how long what is kept, and who saw, changed and exported what. */
export function Privacy() {
  const { t } = useTranslation('privacy');
  const search = useSearch({ from: '/inside/privacy' });
  const navigate = useNavigate();
  const can = useQuery(sessionQuery).data?.can;
  const views = privacyViews.filter((view) => (view === 'audit' ? can?.audit : can?.personalData));
  const view = views.find((each) => each === search.view) ?? views[0] ?? null;
  return (
    <Tabs
      value={view}
      onChange={(next) => void navigate({ to: '/privacy', search: { view: next as PrivacyView } })}
      keepMounted={false}
    >
      <h1 className="spoken">{t('title')}</h1>
      <Tabs.List className={classes.tabs}>
        {views.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`view.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="people">
        <People />
      </Tabs.Panel>
      <Tabs.Panel value="periods">
        <PeriodsForm />
      </Tabs.Panel>
      <Tabs.Panel value="audit">
        <Audit />
      </Tabs.Panel>
    </Tabs>
  );
}
