import { expect, test } from 'vitest';
import { parted, tasksSearch } from './tasks';

test('tasks are overdue, of today or coming by the clock of the company', () => {
  const rows = [
    '2026-11-24T23:59:00',
    '2026-11-25T14:19:00',
    '2026-11-25T14:20:00',
    '2026-11-26T00:00:00',
  ].map((due) => ({ due }));
  const { overdue, today, coming } = parted(rows, '2026-11-25T14:20');
  expect(overdue).toEqual(rows.slice(0, 2));
  expect(today).toEqual(rows.slice(2, 3));
  expect(coming).toEqual(rows.slice(3));
});

test('the address of the list says whose tasks and which', () => {
  expect(tasksSearch({ user: 'anna', done: true, more: 1 })).toEqual({ user: 'anna', done: true });
  expect(tasksSearch({ user: '', done: 'yes' })).toEqual({});
});
