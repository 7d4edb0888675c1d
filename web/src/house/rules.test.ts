import { expect, test } from 'vitest';
import lock from '../../package-lock.json?raw';
import { physicalSides, type Source, sourcesBelow, wrongWayImports } from './rules';

const code = sourcesBelow('../', {
  ...import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts', '!../house/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
});
const styles = sourcesBelow('../', {
  ...import.meta.glob<string>(['../**/*.css', '!../house/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
});
const bad: Source[] = sourcesBelow('./bad/', {
  ...import.meta.glob<string>('./bad/**/*', { query: '?raw', import: 'default', eager: true }),
});

test('imports go from ui, api and i18n up to the routes, and never from feature to feature', () => {
  expect(code.length).toBeGreaterThan(30);
  expect(wrongWayImports(code)).toEqual([]);
});

test('an import between features and one from a lower layer are caught', () => {
  expect(wrongWayImports(bad)).toEqual([
    'api/client.ts imports features/people/People',
    'features/lead/Leads.ts imports features/people/People',
  ]);
});

test('styles name sides of the text, never of the screen', () => {
  expect(styles.length).toBeGreaterThan(5);
  expect(physicalSides([...styles, ...code])).toEqual([]);
});

test('a physical side in a style is caught', () => {
  expect(physicalSides(bad)).toEqual([
    'ui/Side.module.css:2: margin-left: 1rem;',
    'ui/Side.module.css:3: text-align: right;',
  ]);
});

test('the lock file names no host', () => {
  expect(lock).not.toContain('"resolved"');
  expect(lock).not.toContain('://');
});
