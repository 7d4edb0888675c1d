import { expect, test } from 'vitest';
import { advance, csv, idle, type Message, matrixOf, type Replay } from './replay';
import { lastMonth, replaySearch } from './search';

const asked = { from: '2026-10-01', to: '2026-10-31', rules: 'draft' };
const running = advance(idle, { kind: 'started', asked });
const received = (replay: Replay, ...lines: Message[]) => advance(replay, { kind: 'received', lines });

test('a replay that ends without its last line has failed, and a finished one stays done', () => {
  const done = received(running, { kind: 'done' });
  expect(advance(done, { kind: 'ended' }).phase).toBe('done');
  expect(advance(running, { kind: 'ended' })).toMatchObject({ phase: 'failed', error: { slug: 'cut-off' } });
});

test('a replay that was stopped takes nothing more in', () => {
  const stopped = advance(running, { kind: 'cancelled' });
  expect(received(stopped, { kind: 'progress', share: 500, leads: 7 })).toBe(stopped);
});

test('what does not fit is the end of a replay', () => {
  const problem: Message = {
    kind: 'problem',
    slug: 'rules-do-not-fit',
    at: '2026-11-24T09:00',
    messages: ['a'],
  };
  expect(received(running, problem)).toMatchObject({ phase: 'failed', problem });
});

test('leads by person add up over sources, and nobody comes last', () => {
  const matrix = matrixOf(
    [
      { user: '', source: 'web', before: 0, after: 2 },
      { user: 'b', source: 'web', before: 3, after: 1 },
      { user: 'a', source: 'call', before: 1, after: 1 },
      { user: 'b', source: 'call', before: 4, after: 5 },
    ],
    (user) => ({ a: 'Zoe', b: 'Anna' })[user] ?? 'Nobody',
  );
  expect(matrix.people).toEqual(['b', 'a', '']);
  expect(matrix.sources).toEqual(['call', 'web']);
  expect(matrix.ofPerson('b')).toEqual({ before: 7, after: 6 });
  expect(matrix.of('a', 'web')).toEqual({ before: 0, after: 0 });
});

test('a file for spreadsheets quotes what needs it, runs nothing and keeps numbers numbers', () => {
  expect(csv([['a,b', 'say "x"', '=1+1', '-0.33', '-1+cmd', 5]])).toBe(
    '\uFEFF"a,b","say ""x""",\'=1+1,-0.33,\'-1+cmd,5\r\n',
  );
});

test('last month is the one before, over the turn of the year too', () => {
  expect(lastMonth('2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  expect(lastMonth('2027-01-01')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
});

test('an address that was made up is read as none', () => {
  expect(replaySearch({ rules: '7', from: '2026-10-01', to: 'soon' })).toEqual({
    rules: '7',
    from: '2026-10-01',
  });
  expect(replaySearch({ rules: '0', from: 5 })).toEqual({});
});
