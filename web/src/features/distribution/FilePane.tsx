import type { Text } from '@codemirror/state';
import { Button, FileButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client';
import { useFlawWords } from '../../ui/flaws';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useFileDrop } from '../../ui/useFileDrop';
import type { Draft } from './draft';
import { Editor, type EditorHandle } from './Editor';
import { ExamplesMenu } from './Examples';
import classes from './FilePane.module.css';
import { Findings } from './Findings';
import { checkQuery } from './queries';

/** The largest file that is opened, in bytes; the API takes no larger one. */
const largest = 8 * 1024 * 1024;

interface Props {
  editor: Ref<EditorHandle>;
  draft: Draft;
  kept: boolean;
  run: ReactNode;
  onEdit: (document: Text) => void;
  onRun: () => void;
  onReplace: (text: string) => void;
  onExample: (id: string) => void;
  /** Why the last example could not be loaded. */
  exampleProblem: unknown;
  onGoTo: (line: number, column: number) => void;
}

/** The settings file: opened, pasted, dropped or taken from an example; checked while one types. */
export function FilePane(props: Props) {
  const { editor, draft, kept, run, onEdit, onRun, onReplace, onGoTo, onExample, exampleProblem } = props;
  const { t } = useTranslation('simulator');
  const [problem, setProblem] = useState<unknown>(null);
  const opened = useRef<File>(null);
  const check = useQuery(checkQuery(draft));
  const wordsOf = useFlawWords();
  const checked = draft.text.trim() === '' ? undefined : check.data;
  const marks = useMemo(
    () =>
      (checked?.flaws ?? []).map((flaw) => {
        const { words, english } = wordsOf(flaw);
        const message = [words, english ?? ''].filter(Boolean).join(' · ');
        return { line: flaw.line, column: flaw.column, message };
      }),
    [checked, wordsOf],
  );

  const open = async (file: File | null | undefined) => {
    if (!file) return;
    opened.current = file;
    setProblem(null);
    if (file.size > largest) return setProblem(new Problem('too-large', 413));
    const content = await file.text();
    if (opened.current !== file) return;
    if (content.includes('\u0000')) return setProblem(new Problem('not-text', 422));
    onReplace(content);
  };
  const over = useFileDrop(([file]) => void open(file ?? null));
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
        <ExamplesMenu onPick={onExample} />
        <span className={classes.gap} />
        {run}
      </div>
      {(problem ?? exampleProblem) !== null && <ProblemNotice error={problem ?? exampleProblem} />}
      <div className={classes.editor}>
        <Editor
          ref={editor}
          initial={draft.text}
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
