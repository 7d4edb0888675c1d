import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Views } from '../../ui/Views';
import { Audit } from './Audit';
import { People } from './People';
import { PeriodsForm } from './PeriodsForm';
import { type PrivacyView, privacyViews } from './views';

const shown: Record<PrivacyView, ReactNode> = {
  people: <People />,
  periods: <PeriodsForm />,
  audit: <Audit />,
};

/** Personal data: people exported and erased, how long what is kept, and who saw, changed and exported what. */
export function Privacy() {
  const { t } = useTranslation('privacy');
  const search = useSearch({ from: '/inside/privacy' });
  const navigate = useNavigate();
  const can = useQuery(sessionQuery).data?.can;
  const views = privacyViews.filter((view) => (view === 'audit' ? can?.audit : can?.personalData));
  return (
    <Views
      title={t('title')}
      views={views}
      labelOf={(view) => t(`view.${view}`)}
      shown={shown}
      open={views.find((each) => each === search.view) ?? views[0] ?? null}
      onOpen={(view) => void navigate({ to: '/privacy', search: { view } })}
    />
  );
}
