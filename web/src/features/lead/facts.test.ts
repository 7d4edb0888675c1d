import { expect, test } from 'vitest';
import type { JournalEntry, LeadSheet } from '../../api/types';
import type { OwnField } from '../../ui/fields';
import { correction, factGroups, factsOf, placeOf, typedOf } from './facts';
import { byDay } from './Timeline';

const rooms: OwnField = { id: 'rooms', name: 'Rooms', type: 'number', choices: [], active: true };
const visit: OwnField = { id: 'visit', name: 'Visit', type: 'instant', choices: [], active: true };
const old: OwnField = { id: 'old', name: 'Old', type: 'text', choices: [], active: false };
const sheet = {
  lead: { name: 'Anna', phone: '+39333', email: '', listing: { key: 'flat', name: 'Flat' } },
  fields: { rooms: 2, visit: '2026-11-23T08:00:00Z', topic: 'rent' },
} as unknown as LeadSheet;

test('what every lead has comes first, then the fields in use, then what it brought along', () => {
  const facts = factsOf(sheet, [rooms, visit, old], (id) => id);
  expect(facts.map(placeOf)).toEqual([
    'name',
    'phone',
    'email',
    'listing',
    'fields.rooms',
    'fields.visit',
    'fields.topic',
  ]);
});

test('facts stand under the headings of their fields, in the order in which these come', () => {
  const facts = factsOf(
    sheet,
    [{ ...rooms, group: 'Flat' }, visit, { ...old, active: true, group: 'Flat' }],
    (id) => id,
  );
  expect(factGroups(facts).map(({ group, facts: inside }) => [group, inside.map(placeOf)])).toEqual([
    ['', ['name', 'phone', 'email', 'listing', 'fields.visit', 'fields.topic']],
    ['Flat', ['fields.rooms', 'fields.old']],
  ]);
});

test('a fact is typed as people write it, and an instant as the clock of the company shows it', () => {
  const typed = factsOf(sheet, [rooms, visit], (id) => id).map((fact) => typedOf(fact, sheet, 'Europe/Rome'));
  expect(typed).toEqual(['Anna', '+39333', '', 'flat', '2', '2026-11-23T09:00', 'rent']);
});

test('what was typed is sent as a value of its type, and nothing takes a field away', () => {
  const [name, , , , number] = factsOf(sheet, [rooms], (id) => id);
  if (name === undefined || number === undefined) throw new Error('no facts');
  expect(correction(name, ' Anna B. ')).toEqual({ name: 'Anna B.' });
  expect(correction(number, '3')).toEqual({ fields: { rooms: 3 } });
  expect(correction(number, ' ')).toEqual({ fields: { rooms: null } });
});

test('entries stand under the day of the company, not of the browser', () => {
  const entry = (id: string, at: string) => ({ id, at }) as JournalEntry;
  const days = byDay(
    [
      entry('3', '2026-11-22T20:00:00Z'),
      entry('2', '2026-11-22T16:30:00Z'),
      entry('1', '2026-11-22T10:00:00Z'),
    ],
    'Asia/Novosibirsk',
  );
  expect(days.map(({ day, entries }) => [day, entries.map(({ id }) => id)])).toEqual([
    ['2026-11-23', ['3']],
    ['2026-11-22', ['2', '1']],
  ]);
});
