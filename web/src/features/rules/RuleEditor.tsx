import {
  ActionIcon,
  Autocomplete,
  Button,
  NativeSelect,
  NumberInput,
  Switch,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Condition } from '../../filter/Condition';
import { FlawText } from '../../ui/FlawText';
import { Icon } from '../../ui/Icon';
import { useFocusBack } from '../../ui/useFocusBack';
import { useFindingWords } from '../../ui/words';
import { Amount, Candidates, capKeys, withCap } from './Candidates';
import { draftQuery, type Found, type Surroundings } from './queries';
import classes from './Rules.module.css';
import { changed, defaults, type Rule, renamed } from './rule';
import { WindowEditor } from './Window';

/** The words that a key may have, the default first. */
type WordKey =
  | 'strategy'
  | 'then'
  | 'presence'
  | 'absences'
  | 'after-absence'
  | 'known'
  | 'set-owner'
  | 'count'
  | 'scope'
  | 'at-shift-end'
  | 'on-absence'
  | 'on-inactive';

const words: ReadonlyMap<WordKey, string[]> = new Map([
  ['strategy', ['turns', 'utilisation', 'least-open', 'priority', 'claim']],
  ['then', ['turns', 'utilisation', 'least-open', 'priority']],
  ['presence', ['ignored', 'required']],
  ['absences', ['respected', 'ignored']],
  ['after-absence', ['level', 'catch-up']],
  ['known', ['owner-then-former', 'owner', 'off']],
  ['set-owner', ['if-none', 'always', 'never']],
  ['count', ['month', 'day', 'week', 'all']],
  ['scope', ['all', 'listing']],
  ['at-shift-end', ['off', 'redistribute']],
  ['on-absence', ['off', 'redistribute']],
  ['on-inactive', ['redistribute', 'off']],
]);

interface Props {
  rule: Rule;
  published: readonly string[];
  found: Found | undefined;
  around: Surroundings | undefined;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
  onCopy: () => void;
  onClose: () => void;
}

/** Everything a rule says, section by section; what is left as it is keeps its default. */
export function RuleEditor({ rule, published, found, around, onChange, onRemove, onCopy, onClose }: Props) {
  const { t } = useTranslation('rules');
  const set = (change: Partial<Rule>) => onChange(changed(rule, change));
  const common = { rule, set };
  const head = useRef<HTMLHeadingElement>(null);
  useFocusBack();
  useEffect(() => head.current?.focus(), []);
  return (
    <div className={classes.editor}>
      <div className={classes.head}>
        <h2 ref={head} tabIndex={-1}>
          <bdi>{rule.id}</bdi>
        </h2>
        <Button variant="default" onClick={onCopy}>
          {t('editor.copy')}
        </Button>
        <Button variant="default" leftSection={<Icon name="trash" size={14} />} onClick={onRemove}>
          {t('editor.remove')}
        </Button>
        <ActionIcon aria-label={t('editor.close')} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </div>
      <Part title={t('part.name')}>
        <Name rule={rule} published={published} onChange={onChange} />
      </Part>
      <Part title={t('part.when')}>
        <Condition when={rule.when} onChange={(when) => set({ when })} />
      </Part>
      <Part title={t('part.window')}>
        <WindowEditor entries={rule.window} onChange={(window) => set({ window })} />
      </Part>
      <Part title={t('part.candidates')}>
        <Candidates rule={rule} around={around} onChange={onChange} />
      </Part>
      <Part title={t('part.strategy')}>
        <StrategyFields {...common} />
      </Part>
      <Part title={t('part.known')}>
        <Word name="known" {...common} />
        <Word name="set-owner" {...common} />
      </Part>
      <Part title={t('part.duty')}>
        <Word name="presence" {...common} />
        <Word name="absences" {...common} />
        <NumberInput
          label={t('field.absence-lookahead')}
          min={0}
          max={365}
          allowDecimal={false}
          value={rule['absence-lookahead'] ?? 0}
          onChange={(value) => set({ 'absence-lookahead': Number(value) || 0 })}
        />
        <Word name="after-absence" {...common} />
      </Part>
      <Part title={t('part.moves')}>
        <Moves {...common} />
      </Part>
      <Part title={t('part.otherwise')}>
        <OtherwiseField
          value={rule.otherwise ?? 'hold'}
          choices={['hold', 'next-rule', 'unassigned']}
          around={around}
          onChange={(otherwise) => set({ otherwise })}
        />
      </Part>
      <RuleFindings rule={rule} found={found} />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}

/** Stands at the foot, where it moves nothing that somebody is about to click when it comes and goes. */
function RuleFindings({ rule, found }: { rule: Rule; found: Found | undefined }) {
  const wordsOf = useFindingWords();
  const misfits = found?.misfits.filter((each) => each.section === 'rules' && each.rule === rule.id) ?? [];
  const findings = found?.findings.filter((each) => each.rule === rule.id) ?? [];
  if (misfits.length + findings.length === 0) return null;
  return (
    <ul className={`${classes.findings} ${classes.foot}`}>
      {misfits.map((each) => (
        <li key={each.message} className="alert">
          <Icon name="alert" size={14} /> <FlawText flaw={each} />
        </li>
      ))}
      {findings.map((each) => (
        <li key={`${each.kind}${each.message}`}>
          <Icon name="alert" size={14} /> <span dir="auto">{wordsOf(each)}</span>
        </li>
      ))}
    </ul>
  );
}

interface NameProps {
  rule: Rule;
  published: readonly string[];
  onChange: (rule: Rule) => void;
}

/** The id is taken when it is left, so that a rule is not renamed with every letter. */
function Name({ rule, published, onChange }: NameProps) {
  const { t } = useTranslation('rules');
  const [typed, setTyped] = useState(rule.id);
  const take = () => {
    if (typed.trim() !== '' && typed.trim() !== rule.id) onChange(renamed(rule, typed.trim(), published));
  };
  return (
    <TextInput
      label={t('field.id')}
      value={typed}
      maxLength={100}
      description={rule.was === undefined ? undefined : t('editor.was', { rule: rule.was })}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

interface Common {
  rule: Rule;
  set: (change: Partial<Rule>) => void;
}

function Word({ name, rule, set }: Common & { name: WordKey }) {
  const { t } = useTranslation('rules');
  const say = t as unknown as (key: string) => string;
  const choices = words.get(name) ?? [];
  return (
    <NativeSelect
      label={say(`field.${name}`)}
      value={String(rule[name] ?? choices[0])}
      data={choices.map((word) => ({ value: word, label: say(`choice.${name}.${word}`) }))}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
}

function Flag({ name, rule, set }: Common & { name: 'compensate' | 'overflow' }) {
  const { t } = useTranslation('rules');
  return (
    <Switch
      label={t(`field.${name}`)}
      checked={rule[name] !== false}
      onChange={(event) => set({ [name]: event.currentTarget.checked })}
    />
  );
}

/** A duration as the file writes it: 90s, 15m, 2h, 3d. */
function Time({ name, rule, set }: Common & { name: 'within' | 'accept-within' }) {
  const { t } = useTranslation('rules');
  return (
    <TextInput
      dir="ltr"
      label={t(`field.${name}`)}
      placeholder="15m"
      value={rule[name] ?? ''}
      error={isDuration(rule[name]) ? undefined : t('editor.badDuration')}
      onChange={(event) => set({ [name]: event.currentTarget.value.trim() })}
    />
  );
}

function isDuration(text: string | undefined): boolean {
  return text === undefined || /^[1-9]\d*[smhd]$/.test(text);
}

function StrategyFields({ rule, set }: Common) {
  const { t } = useTranslation('rules');
  const common = { rule, set };
  const strategy = rule.strategy ?? 'turns';
  const rules = useQuery(draftQuery).data?.rules ?? [];
  const activities = [...new Set(rules.map((one) => one.activity ?? defaults.activity ?? ''))];
  const measured = strategy === 'utilisation' || (strategy === 'claim' && rule.then === 'utilisation');
  return (
    <>
      <Word name="strategy" {...common} />
      {strategy === 'claim' && <Time name="within" {...common} />}
      {strategy === 'claim' && <Word name="then" {...common} />}
      {strategy !== 'claim' && <Time name="accept-within" {...common} />}
      {measured && (
        <>
          <Switch
            label={t('editor.ownTarget')}
            checked={rule.target === 'field'}
            onChange={(event) => set({ target: event.currentTarget.checked ? 'field' : undefined })}
          />
          {rule.target !== 'field' && (
            <NumberInput
              label={t('field.target')}
              min={0}
              max={1_000_000}
              allowDecimal={false}
              value={rule.target ?? 20}
              onChange={(value) => set({ target: Number(value) || 0 })}
            />
          )}
          <Word name="count" {...common} />
          <Word name="scope" {...common} />
          <Flag name="compensate" {...common} />
        </>
      )}
      <fieldset className={classes.caps}>
        <legend>{t('field.caps')}</legend>
        {capKeys.map((cap) => (
          <span key={cap} className={classes.cap}>
            <span aria-hidden="true">{t(`cap.${cap}`)}</span>
            <Amount
              label={t(`cap.${cap}`)}
              value={rule.caps?.[cap]}
              onChange={(limit) => set({ caps: withCap(rule.caps, cap, limit) })}
            />
          </span>
        ))}
      </fieldset>
      <Flag name="overflow" {...common} />
      <Autocomplete
        label={t('field.activity')}
        data={activities}
        value={rule.activity ?? ''}
        placeholder={defaults.activity ?? ''}
        onChange={(activity) => set({ activity })}
      />
      <TextInput
        label={t('field.ledger')}
        description={t('editor.ledger')}
        value={rule.ledger ?? ''}
        onChange={(event) => set({ ledger: event.currentTarget.value })}
      />
    </>
  );
}

function Moves({ rule, set }: Common) {
  const { t } = useTranslation('rules');
  const common = { rule, set };
  const moves = rule.redistribute;
  return (
    <>
      <TextInput
        dir="ltr"
        label={t('field.redistribute')}
        placeholder={t('editor.never')}
        value={moves?.after ?? ''}
        error={isDuration(moves?.after) ? undefined : t('editor.badDuration')}
        onChange={(event) => {
          const after = event.currentTarget.value.trim();
          set({ redistribute: after === '' ? undefined : { ...moves, after } });
        }}
      />
      {moves !== undefined && (
        <>
          <NumberInput
            label={t('field.times')}
            min={0}
            max={100}
            allowDecimal={false}
            value={moves.times ?? 3}
            onChange={(times) => set({ redistribute: { ...moves, times: Number(times) || 0 } })}
          />
          <NativeSelect
            label={t('field.clock')}
            value={moves.clock ?? 'shift'}
            data={[
              { value: 'shift', label: t('choice.clock.shift') },
              { value: 'wall', label: t('choice.clock.wall') },
            ]}
            onChange={(event) => set({ redistribute: { ...moves, clock: event.currentTarget.value } })}
          />
        </>
      )}
      <Word name="at-shift-end" {...common} />
      <Word name="on-absence" {...common} />
      <Word name="on-inactive" {...common} />
    </>
  );
}

interface OtherwiseProps {
  value: string | { user: string };
  choices: ('hold' | 'next-rule' | 'unassigned')[];
  around: Surroundings | undefined;
  onChange: (value: string | { user: string }) => void;
}

/** What becomes of leads that nobody can get: a word, or a person who gets them. */
export function OtherwiseField({ value, choices, around, onChange }: OtherwiseProps) {
  const { t } = useTranslation('rules');
  const people = (around?.users ?? []).filter((user) => user.active);
  return (
    <NativeSelect
      label={t('field.otherwise')}
      value={typeof value === 'object' ? `user:${value.user}` : value}
      onChange={(event) => {
        const picked = event.currentTarget.value;
        onChange(picked.startsWith('user:') ? { user: picked.slice(5) } : picked);
      }}
    >
      {choices.map((word) => (
        <option key={word} value={word}>
          {t(`choice.otherwise.${word}`)}
        </option>
      ))}
      <optgroup label={t('choice.otherwise.user')}>
        {people.map((user) => (
          <option key={user.id} value={`user:${user.id}`}>
            {user.name}
          </option>
        ))}
      </optgroup>
    </NativeSelect>
  );
}
