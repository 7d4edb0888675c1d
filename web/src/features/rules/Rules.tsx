import { Button, Tabs } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Blank } from '../../ui/Blank';
import { FlawText } from '../../ui/FlawText';
import { ProblemNotice } from '../../ui/Notice';
import { useFindingWords } from '../../ui/words';
import { CompanyRules } from './CompanyRules';
import { Conflict } from './Conflict';
import { DraftBar } from './DraftBar';
import { History } from './History';
import { changesQuery, type Found, findingsQuery, surroundingsQuery } from './queries';
import { RuleEditor } from './RuleEditor';
import { RuleList } from './RuleList';
import classes from './Rules.module.css';
import { freeId, type Rule } from './rule';
import { SettingsFile } from './SettingsFile';
import { type RulesView, rulesViews } from './search';
import { type DraftHandle, useDraft } from './useDraft';

/** The rules of distribution: written as a draft, looked through, tried, published, taken back. */
export function Rules() {
  const { t } = useTranslation(['rules', 'simulator']);
  const { view = 'rules' } = useSearch({ from: '/inside/rules' });
  const navigate = useNavigate({ from: '/rules' });
  const session = useQuery(sessionQuery).data;
  const around = useQuery(surroundingsQuery);
  const handle = useDraft();
  const [saved, setSaved] = useState(0);
  const version = handle.draft?.version;
  const found = useQuery({
    ...findingsQuery(version ?? 0),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
  });
  const views = rulesViews.filter((each) => each !== 'file' || session?.can.settingsFile === true);
  return (
    <div className={classes.screen}>
      <h1 className="spoken">{t('title')}</h1>
      <Tabs
        className={classes.tabs}
        value={view}
        keepMounted={false}
        onChange={(next) => void navigate({ search: next === 'rules' ? {} : { view: next as RulesView } })}
      >
        <Tabs.List>
          {views.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`view.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {(handle.problem ?? around.error) !== null && (
          <ProblemNotice error={handle.problem ?? around.error} />
        )}
        <Tabs.Panel value="rules" className={classes.panel}>
          <DraftBar handle={handle} found={found.data} />
          <Bench handle={handle} found={found.data} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes.panel}>
          <History />
        </Tabs.Panel>
        <Tabs.Panel value="company" className={classes.panel}>
          {around.data && (
            <CompanyRules
              key={around.data.company.version}
              around={around.data}
              saved={saved === around.data.company.version}
              onSaved={setSaved}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="file" className={classes.panel}>
          <SettingsFile />
        </Tabs.Panel>
      </Tabs>
      <Conflict handle={handle} />
    </div>
  );
}

/** A rule that nobody published is looked for by its new name, and stays in the editor in which it got it. */
interface Renaming {
  from: string;
  to: string;
  key: string;
}

/** The name under which a rule stands in the address: the published one, if it has another meanwhile. */
const firstName = (rule: Rule) => rule.was ?? rule.id;

function Bench({ handle, found }: { handle: DraftHandle; found: Found | undefined }) {
  const { t } = useTranslation('rules');
  const { rule: open } = useSearch({ from: '/inside/rules' });
  const navigate = useNavigate({ from: '/rules' });
  const around = useQuery(surroundingsQuery).data;
  const { rules } = handle;
  const since = useQuery({
    ...changesQuery('published', 'draft', handle.draft?.version ?? 0),
    placeholderData: keepPreviousData,
  }).data;
  const [added, setAdded] = useState<string[]>([]);
  const [renaming, setRenaming] = useState<Renaming | null>(null);
  const named = (name: string | undefined) =>
    rules.findIndex((rule) => firstName(rule) === name || rule.id === name);
  const at = named(open) < 0 && renaming?.from === open ? named(renaming?.to) : named(open);
  const opened = rules[at];
  const editor = opened === undefined ? '' : firstName(opened);
  const editorKey = renaming?.to === editor ? renaming.key : `${added.length}/${editor}`;
  const isNew =
    handle.draft?.published === 0 ||
    added.includes(editor) ||
    since?.rows.some((row) => row.kind === 'added' && row.rule === editor) === true;
  const show = (rule: Rule | undefined) =>
    void navigate({
      search: rule === undefined ? {} : { rule: firstName(rule) },
      replace: true,
      resetScroll: false,
    });
  const put = (rule: Rule) => {
    handle.change(rules.map((each, index) => (index === at ? rule : each)));
    if (firstName(rule) === editor) return;
    setAdded(added.map((name) => (name === editor ? firstName(rule) : name)));
    setRenaming({ from: editor, to: firstName(rule), key: editorKey });
    show(rule);
  };
  const add = (rule: Rule) => {
    const own = { ...rule, id: freeId(rules, rule.id) };
    delete own.was;
    handle.change(at < 0 ? [...rules, own] : [...rules.slice(0, at + 1), own, ...rules.slice(at + 1)]);
    setAdded([...added, own.id]);
    show(own);
  };
  const fresh = () => add({ id: t('list.newId') });
  if (handle.draft !== undefined && rules.length === 0) {
    return (
      <Blank title={t('list.none')} action={<Button onClick={fresh}>{t('list.first')}</Button>}>
        {t('list.noneText')}
      </Blank>
    );
  }
  return (
    <div className={classes.bench} data-open={opened !== undefined || undefined}>
      <div className={classes.side}>
        <RuleList
          rules={rules}
          open={at < 0 ? null : at}
          found={found}
          around={around}
          onOpen={(index) => show(rules[index])}
          onChange={handle.change}
        />
        <Button variant="default" onClick={fresh}>
          {t('list.add')}
        </Button>
        <Elsewhere found={found} />
      </div>
      {opened !== undefined && (
        <RuleEditor
          key={editorKey}
          rule={opened}
          published={isNew ? [] : [editor]}
          found={found}
          around={around}
          onChange={put}
          onCopy={() => add(opened)}
          onRemove={() => {
            handle.change(rules.filter((_, index) => index !== at));
            show(undefined);
          }}
          onClose={() => show(undefined)}
        />
      )}
    </div>
  );
}

/** Findings about sources, people, teams and schedules, and flaws outside the rules. */
function Elsewhere({ found }: { found: Found | undefined }) {
  const { t } = useTranslation('rules');
  const wordsOf = useFindingWords();
  const around = useQuery(surroundingsQuery).data;
  const named = (key: string) =>
    [...(around?.users ?? []), ...(around?.teams ?? [])].find((each) => each.id === key)?.name ?? key;
  const misfits = found?.misfits.filter((each) => each.section !== 'rules') ?? [];
  const findings = found?.findings.filter((each) => each.rule === '') ?? [];
  if (misfits.length + findings.length === 0) return null;
  return (
    <section className={classes.elsewhere}>
      <h2>{t('list.elsewhere')}</h2>
      <ul className={classes.findings}>
        {misfits.map((each) => (
          <li key={each.message} className="alert">
            <bdi>{`${each.section} ${each.rule}`}</bdi>: <FlawText flaw={each} />
          </li>
        ))}
        {findings.map((each) => (
          <li key={`${each.id}${each.message}`}>
            <bdi className={classes.name}>{named(each.id)}</bdi> <span dir="auto">{wordsOf(each)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
