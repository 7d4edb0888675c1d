import { Button, FileButton, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Editor, type EditorHandle } from './Editor';
import classes from './FilePane.module.css';
import { Findings } from './Findings';
import { checkQuery, examplesQuery, exampleText } from './queries';
import { useFileDrop } from './useFileDrop';
import { useFlawWords } from './words';

/** The largest file that is opened, in bytes; the API takes no larger one. */
const largest = 8 * 1024 * 1024;

interface Props {
  editor: Ref<EditorHandle>;
  initial: string;
  text: string;
  kept: boolean;
  run: ReactNode;
  onEdit: () => void;
  onRun: () => void;
  onReplace: (text: string) => void;
  onGoTo: (line: number, column: number) => void;
}

/** The settings file: opened, pasted, dropped or taken from an example; checked while one types. */
export function FilePane(props: Props) {
  const { editor, initial, text, kept, run, onEdit, onRun, onReplace, onGoTo } = props;
  const { t } = useTranslation('simulator');
  const [problem, setProblem] = useState<unknown>(null);
  const check = useQuery(checkQuery(text));
  const words = useFlawWords();
  const checked = text.trim() === '' ? undefined : check.data;
  const marks = useMemo(
    () =>
      (checked?.flaws ?? []).map((flaw) => ({ line: flaw.line, column: flaw.column, message: words(flaw) })),
    [checked, words],
  );

  const open = async (file: File | null | undefined) => {
    if (!file) return;
    setProblem(null);
    if (file.size > largest) return setProblem(new Problem('too-large', 413));
    const content = await file.text();
    if (content.includes('\u0000')) return setProblem(new Problem('not-text', 422));
    onReplace(content);
  };
  const start = (id: string) => {
    setProblem(null);
    exampleText(id).then((example) => onReplace(example.text), setProblem);
  };
  const over = useFileDrop((file) => void open(file));
  return (
    <div className={classes.pane}>
      <div className={classes.tools}>
        <FileButton onChange={(file) => void open(file)} accept=".yaml,.yml,.json,text/yaml,application/json">
          {(button) => (
            <Button {...button} variant="default" leftSection={<Icon name="open" />}>
              {t('file.open')}
            </Button>
          )}
        </FileButton>
        <Examples onPick={start} />
        <span className={classes.gap} />
        {run}
      </div>
      {problem !== null && <ProblemNotice error={problem} />}
      <div className={classes.editor}>
        <Editor
          ref={editor}
          initial={initial}
          marks={marks}
          label={t('file.label')}
          hint={t('file.hint')}
          onEdit={onEdit}
          onRun={onRun}
        />
        {over && <div className={classes.drop}>{t('file.drop')}</div>}
      </div>
      {!kept && <p className={classes.note}>{t('file.notKept')}</p>}
      {check.isError && <ProblemNotice error={check.error} />}
      {checked !== undefined && !check.isError && <Findings checked={checked} onGoTo={onGoTo} />}
    </div>
  );
}

const known = ['beauty-shop', 'estate-agency', 'call-centre'] as const;

/** The offered examples; picking one puts its text in, undo brings the former text back. */
export function Examples({ onPick }: { onPick: (id: string) => void }) {
  const { t } = useTranslation('simulator');
  const examples = useQuery(examplesQuery);
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Icon name="stack" />}
          rightSection={<Icon name="down" size={12} />}
        >
          {t('file.examples')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(examples.data?.rows ?? []).map(({ id }) => {
          const name = known.find((each) => each === id);
          return (
            <Menu.Item key={id} onClick={() => onPick(id)}>
              {name === undefined ? id : t(`example.${name}.name`)}
              {name !== undefined && <div className={classes.about}>{t(`example.${name}.about`)}</div>}
            </Menu.Item>
          );
        })}
        {examples.isError && <Menu.Label>{t('file.noExamples')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
