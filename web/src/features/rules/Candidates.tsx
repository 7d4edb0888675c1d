import { ActionIcon, NumberInput, Select, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import type { Surroundings } from './queries';
import classes from './Rules.module.css';
import { type Candidate, type Caps, changed, moved, type Rule } from './rule';
import { candidateName } from './words';

export const capKeys = ['day', 'week', 'month', 'open'] as const;

interface Props {
  rule: Rule;
  around: Surroundings | undefined;
  onChange: (rule: Rule) => void;
}

/** Who gets a rule's leads: people and teams with weights and limits, the listing's people, needed skills. */
export function Candidates({ rule, around, onChange }: Props) {
  const { t, i18n } = useTranslation('rules');
  const list = rule.candidates ?? [];
  const set = (candidates: Candidate[]) => onChange(changed(rule, { candidates }));
  const put = (index: number, change: Partial<Candidate>) =>
    set(list.map((each, at) => (at === index ? tidy({ ...each, ...change }) : each)));
  const people = (around?.users ?? [])
    .filter((user) => user.active && list.every((each) => each.user !== user.id))
    .map((user) => ({ value: `user:${user.id}`, label: user.name }));
  const teams = (around?.teams ?? [])
    .filter((team) => list.every((each) => each.team !== team.id))
    .map((team) => ({ value: `team:${team.id}`, label: team.name }));
  return (
    <>
      {list.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.candidates}>
            <thead>
              <tr>
                <th scope="col">{t('candidates.who')}</th>
                <th scope="col">{t('candidates.weight')}</th>
                {capKeys.map((cap) => (
                  <th key={cap} scope="col">
                    {t(`cap.${cap}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="spoken">{t('candidates.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((each, index) => {
                const name = isolated(i18n.language, candidateName(around, each));
                return (
                  <tr key={`${each.user ?? ''}/${each.team ?? ''}`}>
                    <th scope="row">
                      <Icon name={each.user === undefined ? 'stack' : 'person'} size={14} /> <bdi>{name}</bdi>
                    </th>
                    <td>
                      <Amount
                        label={[t('candidates.weight'), name].join(', ')}
                        value={each.weight ?? 1}
                        least={1}
                        onChange={(weight) => put(index, { weight: weight ?? 1 })}
                      />
                    </td>
                    {capKeys.map((cap) => (
                      <td key={cap}>
                        <Amount
                          label={[t(`cap.${cap}`), name].join(', ')}
                          value={each.caps?.[cap]}
                          onChange={(limit) => put(index, { caps: withCap(each.caps, cap, limit) })}
                        />
                      </td>
                    ))}
                    <td className={classes.moves}>
                      <ActionIcon
                        size="sm"
                        aria-label={t('list.up', { rule: name })}
                        disabled={index === 0}
                        onClick={() => set(movedCandidates(list, index, index - 1))}
                      >
                        <Icon name="up" size={14} />
                      </ActionIcon>
                      <ActionIcon
                        size="sm"
                        aria-label={t('candidates.remove', { name })}
                        onClick={() => set(list.filter((_, at) => at !== index))}
                      >
                        <Icon name="close" size={14} />
                      </ActionIcon>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <Select
        searchable
        label={t('candidates.add')}
        placeholder={t('candidates.addHint')}
        value={null}
        data={[
          { group: t('candidates.people'), items: people },
          { group: t('candidates.teams'), items: teams },
        ]}
        onChange={(picked) => {
          if (picked === null) return;
          const [kind, id] = [picked.slice(0, 4), picked.slice(5)];
          set([...list, kind === 'user' ? { user: id } : { team: id }]);
        }}
      />
      <Switch
        label={t('field.listing-responsibles')}
        checked={rule['listing-responsibles'] === true}
        onChange={(event) => onChange(changed(rule, { 'listing-responsibles': event.currentTarget.checked }))}
      />
      <TagsInput
        label={t('field.skills')}
        data={around?.skills ?? []}
        value={rule.skills ?? []}
        onChange={(skills) => onChange(changed(rule, { skills }))}
      />
    </>
  );
}

/** The limits with one of them set or taken away. */
export function withCap(
  caps: Caps | undefined,
  cap: (typeof capKeys)[number],
  limit: number | undefined,
): Caps {
  const next = { ...caps };
  if (limit === undefined) delete next[cap];
  else next[cap] = limit;
  return next;
}

function tidy(candidate: Candidate): Candidate {
  const { weight, caps, ...who } = candidate;
  return {
    ...who,
    ...(weight === undefined || weight === 1 ? {} : { weight }),
    ...(caps === undefined || Object.keys(caps).length === 0 ? {} : { caps }),
  };
}

function movedCandidates(list: Candidate[], from: number, to: number): Candidate[] {
  return moved(list as unknown as Rule[], from, to) as unknown as Candidate[];
}

interface AmountProps {
  label: string;
  value: number | undefined;
  least?: number;
  onChange: (value: number | undefined) => void;
}

/** A whole number, or nothing. */
export function Amount({ label, value, least = 0, onChange }: AmountProps) {
  return (
    <NumberInput
      size="xs"
      hideControls
      aria-label={label}
      className={classes.amount}
      min={least}
      max={1_000_000}
      allowDecimal={false}
      allowNegative={false}
      value={value ?? ''}
      onChange={(next) => onChange(next === '' ? undefined : Number(next))}
    />
  );
}
