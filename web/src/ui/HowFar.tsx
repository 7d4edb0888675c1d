import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { whole } from '../i18n/format';

interface Props {
  done: number;
  /** How much there is to do in all; 0 while nobody knows, or for nothing. */
  of: number;
  /** Whether the server is at it now. */
  busy: boolean;
  /** What is being done. */
  label: string;
}

/** How far work in the background is: a bar, and below it the figures. */
export function HowFar({ done, of, busy, label }: Props) {
  const { t, i18n } = useTranslation('shell');
  const figure = (value: number) => whole(i18n.language, value);
  return (
    <div>
      <Progress value={of === 0 ? 100 : (done / of) * 100} animated={busy} aria-label={label} />
      <p className="figures">
        {of === 0 ? figure(done) : t('howFar', { done: figure(done), total: figure(of) })}
      </p>
    </div>
  );
}
