import { yamlLanguage } from '@codemirror/lang-yaml';

type Node = ReturnType<typeof yamlLanguage.parser.parse>['topNode'];

/** How far into a file its people are looked for, in characters: events, which are most of a file, come after them. */
const lookedThrough = 200_000;

/**
 * What the people of a settings file are called, by their ids. Reads plain and quoted names, and the file may be
 * broken; whoever is not found so keeps the id. What a run says about names is to be preferred.
 */
export function namesIn(settings: string): ReadonlyMap<string, string> {
  const text = settings.slice(0, lookedThrough);
  const file = yamlLanguage.parser.parse(text).topNode.getChild('Document');
  const users = valuesOf(file?.firstChild, text).get('users');
  const names = new Map<string, string>();
  for (const [id, user] of valuesOf(users, text)) {
    const name = wordOf(valuesOf(user, text).get('name'), text);
    if (name !== '') names.set(id, name);
  }
  return names;
}

function valuesOf(mapping: Node | null | undefined, text: string): Map<string, Node> {
  const values = new Map<string, Node>();
  for (const pair of mapping?.getChildren('Pair') ?? []) {
    const value = pair.lastChild;
    const key = wordOf(pair.getChild('Key')?.firstChild, text);
    if (key !== '' && value !== null) values.set(key, value);
  }
  return values;
}

/** A scalar's text; empty for everything else. */
function wordOf(node: Node | null | undefined, text: string): string {
  const word = node ? text.slice(node.from, node.to) : '';
  if (node?.name === 'Literal') return word.trim();
  if (node?.name !== 'QuotedLiteral') return '';
  return word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'") : unescaped(word);
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
