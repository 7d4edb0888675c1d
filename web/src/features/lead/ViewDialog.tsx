import { MultiSelect, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import { sessionQuery } from '../../api/session';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { ProblemNotice } from '../../ui/Notice';
import { choicesQuery } from './queries';
import { changeView, makeView, type Reach, reaches, type View, viewsQuery, type WantedView } from './views';

interface Props {
  /** The view to be changed; null for a new one. */
  view: View | null;
  shape: WantedView['shape'];
  onClose: () => void;
}

/** Gives a list a name, and says whose it is: one's own, a team's, or the work list of some people. */
export function ViewDialog({ view, shape, onClose }: Props) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const manages = useQuery(sessionQuery).data?.can.handOver === true;
  const people = (useQuery(choicesQuery).data?.people ?? []).filter(({ active }) => active);
  const teams = useQuery({ ...settingsQuery('teams'), enabled: manages }).data ?? [];
  const [name, setName] = useState(view?.name ?? '');
  const [reach, setReach] = useState<Reach>((view?.reach as Reach | undefined) ?? 'own');
  const [given, setGiven] = useState(view?.people ?? []);
  const [teamKeys, setTeamKeys] = useState(view?.teams ?? []);
  const [fixed, setFixed] = useState(view?.fixed ?? false);
  const wanted: WantedView = { name, reach, people: given, teams: teamKeys, fixed, shape };
  const keep = useMutation({
    mutationFn: () => (view === null ? makeView(wanted) : changeView(view, wanted)),
    onSuccess: async (kept) => {
      await queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['lead-count'] });
      onClose();
      void navigate({ to: '/leads', search: { view: kept.id } });
    },
  });
  const flaws = useFieldFlaws(keep.error);
  const flaw = (field: string) => (keep.isError ? flaws(field) : null);
  const known = flaw('name') ?? flaw('people') ?? flaw('teams');
  return (
    <Dialog title={t(view === null ? 'views.save' : 'views.change')} close={t('cancel')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('views.name')}
            data-autofocus
            required
            maxLength={80}
            dir="auto"
            value={name}
            error={flaw('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {manages && (
            <Radio.Group
              label={t('views.reach.title')}
              value={reach}
              onChange={(next) => setReach(next as Reach)}
            >
              <Stack gap={6} mt={6}>
                {reaches.map((each) => (
                  <Radio key={each} value={each} label={t(`views.reach.${each}`)} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {reach === 'team' && (
            <MultiSelect
              label={t('views.teams')}
              searchable
              error={flaw('teams')}
              data={teams.map(({ key, body }) => ({ value: key, label: String(body.name ?? key) }))}
              value={teamKeys}
              onChange={setTeamKeys}
            />
          )}
          {reach === 'people' && (
            <MultiSelect
              label={t('views.people')}
              searchable
              error={flaw('people')}
              data={people.map((person) => ({ value: person.key, label: person.name }))}
              value={given}
              onChange={setGiven}
            />
          )}
          {reach !== 'own' && (
            <Switch
              label={t('views.fixed')}
              description={t('views.fixedText')}
              checked={fixed}
              onChange={(event) => setFixed(event.currentTarget.checked)}
            />
          )}
          {keep.isError && known === null && <ProblemNotice error={keep.error} />}
          <DialogButtons yes={t('views.keep')} no={t('cancel')} pending={keep.isPending} onNo={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
