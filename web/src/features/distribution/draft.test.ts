import { expect, test } from 'vitest';
import { draftOf, emptyDraft } from './draft';
import { checkQuery, coverageQuery, explanationQuery } from './queries';

test('the same text stays the same draft, another text is another one', () => {
  const first = draftOf('company: {}');
  expect(draftOf('company: {}', first)).toBe(first);
  expect(draftOf('company: {name: A}', first).version).not.toBe(first.version);
  expect(draftOf('')).toBe(emptyDraft);
});

test('questions about a large file are told apart by a few characters', () => {
  const one = draftOf('x'.repeat(1_000_000));
  const other = draftOf(`${one.text}y`, one);
  for (const query of [checkQuery, coverageQuery, (draft: typeof one) => explanationQuery(draft, 'L1')]) {
    expect(JSON.stringify(query(one).queryKey).length).toBeLessThan(60);
    expect(query(one).queryKey).not.toEqual(query(other).queryKey);
  }
});
