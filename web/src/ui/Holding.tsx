import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { holdingQuery, prepareBulk } from '../api/bulk';
import { sessionQuery } from '../api/session';
import { isolated, whole } from '../i18n/format';
import { Icon } from './Icon';
import { ProblemNotice } from './Notice';

interface Props {
  /** The key of the person. */
  user: string;
  /** What is about to happen, or has happened, to them. */
  when: 'inactive' | 'absent';
  /** Keeps what is about to happen, which handing over would leave behind; false if it could not be kept. */
  keep: () => Promise<boolean>;
}

/** The open leads of somebody who leaves or goes away: what the rules do by themselves, and the way to hand them over. */
export function Holding(props: Props) {
  const may = useQuery(sessionQuery).data?.can.handOver === true;
  return may && <Held {...props} />;
}

function Held({ user, when, keep }: Props) {
  const { t, i18n } = useTranslation('moves');
  const held = useQuery(holdingQuery(user)).data;
  const left = when === 'inactive' && held?.active === false;
  const handOver = useHandOver(left ? undefined : keep);
  if (held === undefined || held.open === 0) return null;
  const moved = left ? 0 : when === 'inactive' ? held.onInactive : held.onAbsence;
  const rest = held.open - moved;
  const figure = (value: number) => whole(i18n.language, value);
  return (
    <Alert
      variant="light"
      color={left ? 'buoy' : 'tide'}
      icon={<Icon name={left ? 'alert' : 'fork'} />}
      title={t('holding.open', {
        count: held.open,
        figure: figure(held.open),
        name: isolated(i18n.language, held.name),
      })}
    >
      {moved > 0 && <p>{t(`holding.rules.${when}`, { count: moved, figure: figure(moved) })}</p>}
      <p>{rest > 0 ? t('holding.rest', { count: rest, figure: figure(rest) }) : t('holding.none')}</p>
      {handOver.isError && <ProblemNotice error={handOver.error} />}
      {rest > 0 && (
        <Button
          size="xs"
          variant={left ? 'filled' : 'default'}
          loading={handOver.isPending}
          onClick={() => handOver.mutate(user)}
        >
          {t(left ? 'holding.handOver' : 'holding.keepAndHandOver')}
        </Button>
      )}
    </Alert>
  );
}

/** Prepares handing over the leads of the person with the key given, and shows it, unless what comes first fails. */
export function useHandOver(first?: () => Promise<boolean>) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (person: string) =>
      first === undefined || (await first()) ? prepareBulk({ person }) : null,
    onSuccess: (id) => {
      if (id !== null) void navigate({ to: '/bulk/$id', params: { id } });
    },
  });
}

/** Whether it goes well; why it does not is told where it is done. */
export function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
