import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': { blockSize: '100%', fontSize: '0.8125rem', backgroundColor: 'var(--surface)', color: 'inherit' },
  '&.cm-focused': { outline: '1px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--accent)' },
  '.cm-cursor': { borderInlineStartColor: 'var(--accent)', borderInlineStartWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--quiet)',
    border: 'none',
    borderInlineEnd: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent) 10%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--surface)',
    color: 'inherit',
    border: '1px solid var(--line)',
  },
  '.cm-tooltip.cm-tooltip-lint': { maxInlineSize: '32rem', fontFamily: 'var(--mantine-font-family)' },
  '.cm-diagnostic-error': { borderInlineStart: '3px solid var(--alert)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--alert) 1px' },
  '.cm-lint-marker-error': {
    content: '""',
    inlineSize: '0.6rem',
    blockSize: '0.6rem',
    marginBlock: '0.3rem',
    borderRadius: '50%',
    backgroundColor: 'var(--alert)',
  },
  '.cm-placeholder': { color: 'var(--quiet)', whiteSpace: 'pre-wrap', unicodeBidi: 'plaintext' },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'inherit' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--quiet)' },
  { tag: [tags.labelName, tags.typeName, tags.keyword, tags.meta], color: 'var(--alert)' },
]);

/** The editor in the colours of the page, light and dark. */
export const editorLook = [look, syntaxHighlighting(colours)];
