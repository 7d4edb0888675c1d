import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { editorLook } from './editorLook';

/** A flaw as the editor shows it: a place counted from 1 and the words beside it. */
export interface Mark {
  line: number;
  column: number;
  message: string;
}

export interface EditorHandle {
  text: () => string;
  /** Puts another text in; undo brings the former one back. */
  replace: (text: string) => void;
  goTo: (line: number, column: number) => void;
  nextFlaw: () => void;
}

interface Props {
  ref: Ref<EditorHandle>;
  initial: string;
  marks: Mark[];
  label: string;
  hint: string;
  onEdit: (document: Text) => void;
  onRun: () => void;
}

/** The settings file as text with line numbers and its flaws beside their lines. Always read from left to right. */
export function Editor({ ref, initial, marks, label, hint, onEdit, onRun }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const words = useRef(new Compartment());
  const calls = useRef({ onEdit, onRun });
  const begin = useRef({ initial, label, hint });
  useEffect(() => {
    calls.current = { onEdit, onRun };
  });

  useEffect(() => {
    if (place.current === null) return;
    const { initial: doc, label: name, hint: empty } = begin.current;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc,
        extensions: [
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => runs(calls.current.onRun) }])),
          words.current.of(wording(name, empty)),
          ...behaviour((document) => calls.current.onEdit(document)),
        ],
      }),
    });
    view.current = editor;
    return () => {
      begin.current.initial = editor.state.doc.toString();
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: words.current.reconfigure(wording(label, hint)) });
  }, [label, hint]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    editor.dispatch(
      setDiagnostics(
        editor.state,
        marks.map((mark) => diagnostic(editor.state.doc, mark)),
      ),
    );
  }, [marks]);

  useImperativeHandle(ref, () => handleOf(view), []);
  return <div ref={place} dir="ltr" style={{ blockSize: '100%', overflow: 'hidden' }} />;
}

function runs(act: () => void): true {
  act();
  return true;
}

function wording(label: string, hint: string) {
  return [EditorView.contentAttributes.of({ 'aria-label': label }), placeholder(hint)];
}

function behaviour(onEdit: Props['onEdit']) {
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    EditorState.tabSize.of(2),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
    yaml(),
    editorLook,
    EditorView.contentAttributes.of({
      tabindex: '0',
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onEdit(update.state.doc);
    }),
  ];
}

function handleOf(view: { readonly current: EditorView | null }): EditorHandle {
  return {
    text: () => view.current?.state.doc.toString() ?? '',
    replace: (text) => {
      const editor = view.current;
      if (editor === null) return;
      editor.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
      });
    },
    goTo: (line, column) => {
      const editor = view.current;
      if (editor === null) return;
      const at = placeOf(editor.state.doc, line, column);
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      editor.focus();
    },
    nextFlaw: () => {
      const editor = view.current;
      if (editor === null) return;
      nextDiagnostic(editor);
      editor.focus();
    },
  };
}

/** Lines and columns count from 1, columns in code points as the API does. */
function placeOf(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const before = [...found.text].slice(0, Math.max(column - 1, 0)).join('');
  return found.from + before.length;
}

/** From the flaw's place to the end of its word, or of its line when no word stands there. */
function diagnostic(doc: Text, mark: Mark): Diagnostic {
  const from = placeOf(doc, mark.line, mark.column);
  const line = doc.lineAt(from);
  const word = /^[^\s,[\]{}]+/.exec(line.text.slice(from - line.from));
  const to = word === null ? line.to : from + word[0].length;
  return { from, to: Math.max(from, to), severity: 'error', message: mark.message };
}
