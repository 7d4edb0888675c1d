import { Button, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import cards from '../../ui/Card.module.css';
import { ProblemNotice } from '../../ui/Notice';
import { changeCompany, type Surroundings, surroundingsQuery } from './queries';
import { OtherwiseField } from './RuleEditor';
import classes from './Rules.module.css';

interface Props {
  around: Surroundings;
  /** Whether what is shown was saved just now. */
  saved: boolean;
  /** Called with the version that saving made. */
  onSaved: (version: number) => void;
}

/** What holds beside the rules: leads that no rule takes, and who is written to. It counts at once. */
export function CompanyRules({ around, saved, onSaved }: Props) {
  const { t } = useTranslation('rules');
  const queries = useQueryClient();
  const { company } = around;
  const [otherwise, setOtherwise] = useState(company.otherwise);
  const [fallback, setFallback] = useState(company.fallbackEmail ?? '');
  const [overview, setOverview] = useState(company.overviewEmail ?? '');
  const [closed, setClosed] = useState(company.closedStatuses);
  const save = useMutation({
    mutationFn: () =>
      changeCompany(company.version, {
        otherwise,
        fallbackEmail: fallback,
        overviewEmail: overview,
        closedStatuses: closed,
      }),
    onSuccess: ({ version }) => onSaved(version),
    onSettled: () => queries.invalidateQueries({ queryKey: surroundingsQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.company} onSubmit={submit}>
      <p className="quiet">{t('company.atOnce')}</p>
      {save.isError && <ProblemNotice error={save.error} />}
      <OtherwiseField
        value={otherwise.startsWith('user:') ? { user: otherwise.slice(5) } : otherwise}
        choices={['unassigned', 'hold']}
        around={around}
        onChange={(next) => setOtherwise(typeof next === 'object' ? `user:${next.user}` : next)}
      />
      <TextInput
        type="email"
        label={t('company.fallback')}
        description={t('company.fallbackHint')}
        value={fallback}
        onChange={(event) => setFallback(event.currentTarget.value)}
      />
      <TextInput
        type="email"
        label={t('company.overview')}
        description={t('company.overviewHint')}
        value={overview}
        onChange={(event) => setOverview(event.currentTarget.value)}
      />
      <TagsInput
        label={t('company.closed')}
        placeholder={closed.length === 0 ? 'won, lost, closed, spam' : ''}
        value={closed}
        onChange={setClosed}
      />
      <div className={cards.buttons}>
        <Button type="submit" loading={save.isPending}>
          {t('company.save')}
        </Button>
        {saved && <span role="status">{t('company.saved')}</span>}
      </div>
    </form>
  );
}
