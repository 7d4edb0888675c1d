import { expect, test } from 'vitest';
import { fieldOf } from '../../ui/fields';
import { bodyOf, idOf, kindOf, ofKind } from './body';

test('what was said of a field comes back from its settings as it was', () => {
  const body = {
    type: 'number',
    name: 'Budget',
    show: 'money',
    help: 'Without tax',
    group: 'Deal',
    required: true,
    default: 5,
    searchable: true,
  };
  const field = fieldOf({ key: 'budget', body });
  expect(field.standard).toBe('5');
  expect(bodyOf('budget', field, true)).toEqual(body);
});

test('a field of which only the type was said stays as short', () => {
  expect(bodyOf('note', fieldOf({ key: 'note', body: { type: 'text' } }), true)).toEqual({ type: 'text' });
});

test('users’ own fields know nothing of what only leads have', () => {
  const field = {
    ...fieldOf({ key: 'car', body: { type: 'text', name: 'Car' } }),
    required: true,
    help: 'x',
  };
  expect(bodyOf('car', field, false)).toEqual({ type: 'text', name: 'Car' });
});

test('type and look are chosen by one word', () => {
  for (const word of ['text', 'number', 'choice', 'zone', 'long-text', 'phone', 'link', 'user', 'money']) {
    expect(kindOf(ofKind(word))).toBe(word);
  }
  expect(ofKind('money')).toEqual({ type: 'number', look: 'money' });
});

test('a look that the type cannot have is none', () => {
  expect(fieldOf({ key: 'x', body: { type: 'date', show: 'money' } }).look).toBeUndefined();
});

test('an id is made of the Latin letters of a name', () => {
  expect(idOf('Città d’arrivo 2')).toBe('citta_d_arrivo_2');
  expect(idOf('Бюджет')).toBe('');
});
