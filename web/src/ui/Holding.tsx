import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { holdingQuery, prepareHandOver } from '../api/handOvers';
import { sessionQuery } from '../api/session';
import { isolated, whole } from '../i18n/format';
import { Icon } from './Icon';
import { ProblemNotice } from './Notice';

interface Props {
  /** The key of the person. */
  user: string;
  /** What is about to happen, or has happened, to them. */
  when: 'inactive' | 'absent';
}

/** The open leads of somebody who leaves or goes away: what the rules do by themselves, and the way to hand them over. */
export function Holding({ user, when }: Props) {
  const may = useQuery(sessionQuery).data?.can.handOver === true;
  return may && <Held user={user} when={when} />;
}

function Held({ user, when }: Props) {
  const { t, i18n } = useTranslation('moves');
  const held = useQuery(holdingQuery(user)).data;
  const handOver = useHandOver();
  if (held === undefined || held.open === 0) return null;
  const left = when === 'inactive' && !held.active;
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
      <Button
        size="xs"
        variant={left ? 'filled' : 'default'}
        loading={handOver.isPending}
        onClick={() => handOver.mutate(user)}
      >
        {t('holding.handOver')}
      </Button>
    </Alert>
  );
}

/** Prepares handing over the leads of the person with the key given, and shows it. */
export function useHandOver() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (person: string) => prepareHandOver({ person }),
    onSuccess: (id) => void navigate({ to: '/hand-overs/$id', params: { id } }),
  });
}
