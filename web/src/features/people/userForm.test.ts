import { expect, test } from 'vitest';
import type { User } from '../../api/types';
import { blankForm, bodyOf, formOf } from './userForm';

const none = new Map<string, string>();

const anna: User = {
  key: 'anna',
  name: 'Anna',
  email: null,
  role: 'operator',
  locale: 'it',
  active: true,
  schedule: 'day',
  skills: ['rent'],
  target: 30,
  technical: false,
  fields: { licence: 'B', languages: 3 },
  teams: [],
  presence: { state: 'unknown', why: '', since: null },
  duty: { on: false, until: null },
  absence: null,
  signIn: 'none',
  invitedUntil: null,
  version: 4,
  can: { edit: true, setRole: true, deactivate: true, invite: true },
};

test('a user comes back from the form as they went in', () => {
  const { key, name, role, locale, active, schedule, skills, target, technical, fields } = anna;
  expect(bodyOf(formOf(anna), none)).toEqual({
    key,
    name,
    email: '',
    role,
    locale,
    active,
    schedule,
    skills,
    target,
    technical,
    fields,
  });
});

test('fields without a value are left out, and phone numbers stay texts', () => {
  const fields = { x: ' ', phone: '+49 30 1', room: '007', score: '-1.5' };
  expect(bodyOf({ ...blankForm('en'), fields }, none).fields).toEqual({
    phone: '+49 30 1',
    room: '007',
    score: -1.5,
  });
});

test('a declared field has values of its type', () => {
  const types = new Map([
    ['car', 'text'],
    ['target', 'number'],
    ['abroad', 'boolean'],
  ]);
  const fields = { car: '500', target: '40.5', abroad: 'true' };
  expect(bodyOf({ ...blankForm('en'), fields }, types).fields).toEqual({
    car: '500',
    target: 40.5,
    abroad: true,
  });
});

test('an empty target is none', () => {
  expect(bodyOf(blankForm('en'), none).target).toBeNull();
  expect(bodyOf({ ...blankForm('en'), target: '0' }, none).target).toBe(0);
});
