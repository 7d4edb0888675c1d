/** A source file: its path below the folder that is looked at, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** Turns what `import.meta.glob(…, raw)` gives into sources with paths below `folder`. */
export function sourcesBelow(folder: string, files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => ({ path: path.slice(folder.length), text }));
}

const lowest = ['ui', 'api', 'i18n'];
const middle = ['filter', 'grid'];

/** The layer of a path: ui, api, i18n below filter, grid below features below the files that hold it all together. */
function layerOf(path: string): number {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return 3;
  if (lowest.includes(first)) return 0;
  if (middle.includes(first)) return 1;
  return first === 'features' ? 2 : 3;
}

/** Every import that goes up a layer or from one feature to another, as "file imports target". */
export function wrongWayImports(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((target) => target.startsWith('.'))
      .map((target) => resolve(path, target))
      .filter((target) => !mayImport(path, target))
      .map((target) => `${path} imports ${target}`),
  );
}

function mayImport(path: string, target: string): boolean {
  if (layerOf(target) > layerOf(path)) return false;
  const bothFeatures = layerOf(path) === 2 && layerOf(target) === 2;
  return !bothFeatures || path.split('/')[1] === target.split('/')[1];
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function resolve(path: string, target: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const physicalCss =
  /^\s*(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float|clear)\s*:|text-align\s*:\s*(?:left|right)/;
const physicalProps =
  /\b(?:margin|padding|border)(?:Left|Right|Top|Bottom)\w*\s*:|\b(?:ml|mr|pl|pr)=|textAlign: '(?:left|right)'/;

/** Every line that names a side of the screen instead of a side of the text, as "file:line: text". */
export function physicalSides(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const pattern = path.endsWith('.css') ? physicalCss : physicalProps;
    return text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
  });
}
