import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client';
import { FlawText } from '../../ui/FlawText';
import type { FlawParts } from '../../ui/flaws';
import { Notice, ProblemNotice } from '../../ui/Notice';

/** Why a list cannot be shown; of a condition that cannot be read, what is wrong with it. */
export function ListProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('lists');
  const { flaws } = ((error instanceof Problem ? error.body : null) ?? {}) as { flaws?: FlawParts[] };
  if (!Array.isArray(flaws) || flaws.length === 0) return <ProblemNotice error={error} />;
  return (
    <Notice title={t('rule.broken')}>
      {flaws.map((flaw) => (
        <div key={`${flaw.kind} ${flaw.message}`}>
          <FlawText flaw={{ ...flaw, kind: `filter-${flaw.kind}` }} />
        </div>
      ))}
    </Notice>
  );
}
