import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../api/client';
import { Icon } from './Icon';

/** What went wrong and what to do next, worded by the problem's slug. */
export function ProblemNotice({ error, children }: { error: unknown; children?: ReactNode }) {
  const { t, i18n } = useTranslation('shell');
  const slug = slugOf(error);
  const known = i18n.exists(`shell:problem.${slug}.what`);
  const name = (known ? slug : 'internal') as 'internal';
  return (
    <Notice title={t(`problem.${name}.what`)}>
      {t(`problem.${name}.next`)}
      {children}
    </Notice>
  );
}

/** Something that must be looked at; spoken by screen readers when it appears. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Alert variant="light" color="buoy" icon={<Icon name="alert" />} title={title} role="alert">
      {children}
    </Alert>
  );
}
