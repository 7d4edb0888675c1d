import { describe, expect, it } from 'vitest';
import type { LeadRow } from '../../api/types';
import { changedOf, differing, learnt, Waiting } from './changes';

const rows = (...of: [string, number][]) => of.map(([id, version]) => ({ id, version }) as LeadRow);

describe('changed leads of a list', () => {
  it('are those of its rows in a newer version, those that left it and those that came in', () => {
    const page = rows(['same', 1], ['newer', 1], ['left', 1]);
    const asked = ['same', 'newer', 'left', 'came', 'elsewhere'];
    const there = [
      { id: 'same', version: 1 },
      { id: 'newer', version: 2 },
      { id: 'came', version: 1 },
    ];
    expect(changedOf(learnt(new Map(), asked, there), page)).toBe(3);
  });

  it('are none any more once the list shows them so', () => {
    const known = learnt(new Map(), ['a', 'b'], [{ id: 'a', version: 2 }]);
    expect(changedOf(known, rows(['a', 1], ['b', 1]))).toBe(2);
    expect(changedOf(known, rows(['a', 2]))).toBe(0);
    expect(changedOf(known, rows(['a', 3]))).toBe(0);
  });

  it('are forgotten when they are as before', () => {
    const left = learnt(new Map(), ['a'], []);
    const back = learnt(left, ['a'], [{ id: 'a', version: 1 }]);
    expect(changedOf(back, rows(['a', 1]))).toBe(0);
  });

  it('are asked about in portions, and not one by one when they are too many', () => {
    const waiting = new Waiting();
    waiting.add(
      Array.from({ length: 3_000 }, (_, n) => `${n}`),
      false,
    );
    expect(waiting.lost).toBe(false);
    waiting.add(['more'], false);
    expect(waiting.lost).toBe(true);
    expect(waiting.take()).toHaveLength(300);
    expect(waiting.size).toBe(2_700);
  });

  it('are at least as many as a list that is read anew differs', () => {
    const was = rows(['c', 1], ['b', 1], ['a', 1]);
    expect(differing(was, rows(['c', 1], ['b', 1], ['a', 1]), [3, 3])).toBe(0);
    expect(differing(was, rows(['d', 1], ['c', 1], ['b', 1]), [3, 4])).toBe(1);
    expect(differing(was, rows(['c', 1], ['b', 2], ['a', 1]), null)).toBe(1);
    expect(differing(was, was, [3, 50])).toBe(47);
  });
});
