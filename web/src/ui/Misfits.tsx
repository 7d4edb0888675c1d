import { useTranslation } from 'react-i18next';
import { Problem, slugOf } from '../api/client';
import type { Misfit } from '../api/types';
import { isolated } from '../i18n/format';
import { FlawText } from './FlawText';
import { Notice, ProblemNotice } from './Notice';

/** The misfits that a refused change of the settings lists; none for any other error. */
export function misfitsOf(error: unknown): Misfit[] {
  if (!(error instanceof Problem) || slugOf(error) !== 'broken-settings') return [];
  const { misfits } = (error.body ?? {}) as { misfits?: unknown };
  return Array.isArray(misfits) ? (misfits as Misfit[]) : [];
}

/** Why a change of the settings was refused: each object that would not fit, and what is wrong in it. */
export function ChangeNotice({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('shell');
  const misfits = misfitsOf(error);
  if (misfits.length === 0) return <ProblemNotice error={error} />;
  return (
    <Notice title={t('misfit.title')}>
      <ul style={{ margin: 0, paddingInlineStart: '1.1rem' }}>
        {misfits.map((each) => (
          <li key={`${each.section} ${each.key} ${each.message}`}>
            <bdi>
              {i18n.exists(`shell:section.${each.section}`)
                ? t(`section.${each.section as 'rules'}`)
                : isolated(i18n.language, each.section)}
              {each.key !== '' && ` › ${each.key}`}
            </bdi>
            {': '}
            <FlawText flaw={each} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
