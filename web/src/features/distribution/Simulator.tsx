import type { Text } from '@codemirror/state';
import { Button, SegmentedControl, Splitter } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tinykeys } from 'tinykeys';
import { api, Problem } from '../../api/client';
import { sessionQuery } from '../../api/session';
import type { Flaw, RunMessage } from '../../api/types';
import { useStream } from '../../api/useStream';
import { Icon } from '../../ui/Icon';
import { KeyCap } from '../../ui/KeyCap';
import { keepText, keptText, ownerOf } from '../../ui/kept';
import { type Draft, draftOf } from './draft';
import type { EditorHandle } from './Editor';
import { ExampleCards } from './Examples';
import { Explanation } from './Explanation';
import { FilePane } from './FilePane';
import { exampleText } from './queries';
import { Results } from './Results';
import { advance, idle, type Run } from './run';
import classes from './Simulator.module.css';
import { useNewest } from './useNewest';
import { useOpenRow } from './useOpenRow';

/** How long typing must rest before the file is checked and kept, in milliseconds. */
const rest = 400;

type Side = 'file' | 'results';

const ask = ({ text }: Draft, signal: AbortSignal) =>
  api.POST('/api/simulations', { body: { settings: text }, signal, parseAs: 'stream' });

/** Try rules before you trust them: a settings file on one side, what it would have done on the other. */
export function Simulator() {
  const session = useQuery(sessionQuery).data;
  if (!session) return null;
  const owner = ownerOf(session);
  return <Bench key={owner} owner={owner} />;
}

function Bench({ owner }: { owner: string }) {
  const { t } = useTranslation('simulator');
  const wide = useMediaQuery('(min-width: 62rem)', true, { getInitialValueInEffect: false });
  const editor = useRef<EditorHandle>(null);
  const [draft, setDraft] = useState(() => draftOf(keptText(owner)));
  const [kept, setKept] = useState(true);
  const [side, setSide] = useState<Side>('file');
  const { state: run, start, cancel } = useStream<Run, Draft, RunMessage>(advance, idle, ask);
  const row = useOpenRow(run);

  const take = (text: string) => {
    const next = draftOf(text, draft);
    setDraft(next);
    setKept(keepText(owner, text));
    return next;
  };
  // The document comes with the call: when the screen is left, the editor goes before the last call is made.
  const takeLater = useDebouncedCallback((document: Text) => take(document.toString()), {
    delay: rest,
    flushOnUnmount: true,
  });
  const replace = (text: string) => {
    editor.current?.replace(text);
    take(text);
  };
  const example = useNewest(exampleText, ({ text }) => replace(text));
  const goTo = (line: number, column: number) => {
    setSide('file');
    requestAnimationFrame(() => editor.current?.goTo(line, column));
  };
  const begin = () => {
    const text = editor.current?.text() ?? draft.text;
    if (text.trim() === '' || run.phase === 'running') return;
    setSide('results');
    start(take(text));
  };

  useEffect(() => {
    const flaw = firstFlaw(run.problem);
    if (flaw !== null) editor.current?.goTo(flaw.line, flaw.column);
  }, [run.problem]);

  const keys = useRef({ begin, cancel });
  useEffect(() => {
    keys.current = { begin, cancel };
  });
  useEffect(
    () =>
      tinykeys(
        window,
        {
          '$mod+Enter': (event) => event.defaultPrevented || keys.current.begin(),
          Escape: (event) => event.defaultPrevented || inDialog(event) || keys.current.cancel(),
          F8: (event) => {
            if (event.defaultPrevented) return;
            event.preventDefault();
            editor.current?.nextFlaw();
          },
        },
        { ignore: () => false },
      ),
    [],
  );

  const blank = draft.text.trim() === '';
  const runButton = (
    <Button
      leftSection={<Icon name="play" size={14} />}
      onClick={begin}
      disabled={run.phase === 'running' || blank}
      aria-keyshortcuts="Control+Enter"
    >
      {t('run')}
      <KeyCap>
        <bdo dir="ltr">{apple ? '⌘' : t('controlKey')} ↵</bdo>
      </KeyCap>
    </Button>
  );
  const file = (
    <FilePane
      editor={editor}
      draft={draft}
      kept={kept}
      run={runButton}
      onEdit={takeLater}
      onRun={begin}
      onReplace={(text) => {
        example.drop();
        replace(text);
      }}
      onExample={example.pick}
      exampleProblem={example.problem}
      onGoTo={goTo}
    />
  );
  const results = (
    <Results
      run={run}
      row={row}
      draft={draft}
      onCancel={cancel}
      action={blank ? <ExampleCards onPick={example.pick} /> : runButton}
    />
  );
  const explanation = row.open && (
    <Explanation
      settings={run.settings}
      lead={row.open.lead}
      names={run.names}
      takesFocus={!wide}
      onStep={row.step}
      onClose={row.close}
    />
  );
  const explaining = explanation !== undefined;
  return (
    <>
      <h1 className="spoken">{t('title')}</h1>
      {wide ? (
        <Splitter className={classes.sides} lineSize={1} handleColor="var(--line)">
          <Splitter.Pane defaultSize={39} min={24}>
            <div className={classes.side}>
              <div className={classes.whole} inert={explaining}>
                {file}
              </div>
              {explanation}
            </div>
          </Splitter.Pane>
          <Splitter.Pane defaultSize={61} min={35}>
            {results}
          </Splitter.Pane>
        </Splitter>
      ) : (
        <div className={classes.narrow}>
          <SegmentedControl
            fullWidth
            value={side}
            onChange={(next) => setSide(next as Side)}
            data={[
              { value: 'file', label: t('side.file') },
              { value: 'results', label: t('side.results') },
            ]}
          />
          <div className={classes.one} hidden={side !== 'file'}>
            {file}
          </div>
          <div className={classes.one} hidden={side !== 'results'}>
            <div className={classes.whole} inert={explaining}>
              {results}
            </div>
            {explanation}
          </div>
        </div>
      )}
    </>
  );
}

const apple = /mac|iphone|ipad/i.test(navigator.userAgent);

function inDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
}

function firstFlaw(problem: unknown): Flaw | null {
  if (!(problem instanceof Problem) || problem.slug !== 'broken-settings') return null;
  const { flaws } = problem.body as { flaws?: Flaw[] };
  return flaws?.[0] ?? null;
}
