import { expect, test } from 'vitest';
import { moved, withLabel, withTexts } from './formDraft';
import { objectOf, valuesOf, whoOf } from './Quarantine';
import type { Form } from './queries';
import { curlOf } from './SourceDetail';
import { keyOf } from './Sources';

const form: Form = {
  origins: [],
  fields: ['name', 'phone', 'email'].map((id) => ({ id, required: false, labels: {} })),
  texts: {},
  consent: true,
  minSeconds: 3,
  perAddress: 10,
  locale: 'en',
};

function ids(of: Form): string[] {
  return of.fields.map((field) => field.id);
}

test('a field moves within the list and not out of it', () => {
  expect(ids(moved(form, 0, 1))).toEqual(['phone', 'name', 'email']);
  expect(ids(moved(form, 2, -1))).toEqual(['name', 'email', 'phone']);
  expect(ids(moved(form, 0, -1))).toEqual(['name', 'phone', 'email']);
  expect(ids(moved(form, 2, 1))).toEqual(['name', 'phone', 'email']);
});

test('labels and texts of one language leave the others alone', () => {
  const labelled = withLabel(withLabel(form, 'name', 'de', 'Name'), 'name', 'it', 'Nome');
  expect(labelled.fields[0]?.labels).toEqual({ de: 'Name', it: 'Nome' });
  const worded = withTexts(withTexts(form, 'he', { title: 'שלום' }), 'he', { thanks: 'תודה' });
  expect(worded.texts.he).toEqual({ title: 'שלום', intro: '', submit: '', thanks: 'תודה', consent: '' });
});

test('a key goes with the name as far as it can', () => {
  expect(keyOf('Città & Più – Website!')).toBe('citta-piu-website');
  expect(keyOf('אתר')).toBe('');
});

test('what is in quarantine is told apart by what can be read', () => {
  expect(whoOf({ lead: { name: 'Anna', phone: 5, email: null } as never })).toBe('Anna, 5');
  expect(whoOf({ lead: { name: ['x'] } as never })).toBe('');
});

test('only a JSON object is one', () => {
  expect(objectOf('')).toEqual({});
  expect(objectOf('{"a": 1}')).toEqual({ a: 1 });
  for (const other of ['[]', 'null', '1', '{']) expect(objectOf(other)).toBeNull();
});

test('the command shows the key to the server that is open', () => {
  expect(curlOf('https://leads.example.com', 'fls_x')).toContain('curl https://leads.example.com/api/leads');
  expect(curlOf('https://leads.example.com', 'fls_x')).toContain('Bearer fls_x');
});

test('a correction begins with all that was sent, its status too', () => {
  expect(
    valuesOf({ lead: { name: 'Anna', phone: 5, status: 'hot', fields: { topic: 'x' } } as never }),
  ).toEqual({
    name: 'Anna',
    phone: '5',
    email: '',
    listing: '',
    status: 'hot',
  });
});
