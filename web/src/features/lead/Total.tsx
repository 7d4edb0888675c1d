import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadList } from '../../api/types';
import { percentage, whole } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import type { LeadsSearch } from './search';
import { countExactly } from './views';

interface Props {
  total: LeadList['total'];
  search: LeadsSearch;
}

/** How many leads a list has; where counting stopped, it goes on when asked to, until it is told to stop. */
export function Total({ total, search }: Props) {
  const { t, i18n } = useTranslation('lead');
  const { t: words } = useTranslation('lists');
  const [part, setPart] = useState<{ value: number; done: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stop = () => {
    running.current?.abort();
    running.current = null;
    setPart(null);
  };
  const start = async () => {
    const mine = new AbortController();
    running.current = mine;
    setError(null);
    setPart({ value: 0, done: 0 });
    try {
      await countExactly(search, mine.signal, (value, done) => {
        if (!mine.signal.aborted) setPart({ value, done });
      });
    } catch (failed) {
      if (mine.signal.aborted) return;
      setPart(null);
      setError(failed);
    }
  };
  const figure = (value: number) => whole(i18n.language, value);
  const counted = part?.done === 1 ? part.value : total.exact ? total.value : null;
  if (counted !== null) {
    return (
      <span className="quiet figures" role="status">
        {t('total', { count: counted, figure: figure(counted) })}
      </span>
    );
  }
  if (error !== null) return <ProblemNotice error={error} />;
  return part === null ? (
    <>
      <span className="quiet figures">{t('totalAtLeast', { figure: figure(total.value) })}</span>
      <Button size="compact-xs" variant="subtle" onClick={() => void start()}>
        {words('count.exactly')}
      </Button>
    </>
  ) : (
    <>
      <span className="quiet figures">
        {words('count.soFar', { figure: figure(part.value), share: percentage(i18n.language, part.done) })}
      </span>
      <Button size="compact-xs" variant="subtle" onClick={stop}>
        {words('count.stop')}
      </Button>
    </>
  );
}
