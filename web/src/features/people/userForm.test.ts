import { expect, test } from 'vitest';
import type { User } from '../../api/types';
import { blankForm, bodyOf, formOf } from './userForm';

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
  expect(bodyOf(formOf(anna))).toEqual({
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

test('fields without a name or a value are left out, and phone numbers stay texts', () => {
  const fields = [
    { id: 0, name: ' ', value: 'x' },
    { id: 1, name: 'x', value: '' },
    { id: 2, name: 'phone', value: '+49 30 1' },
    { id: 3, name: 'room', value: '007' },
    { id: 4, name: 'score', value: '-1.5' },
  ];
  expect(bodyOf({ ...blankForm('en'), fields }).fields).toEqual({
    phone: '+49 30 1',
    room: '007',
    score: -1.5,
  });
});

test('an empty target is none', () => {
  expect(bodyOf(blankForm('en')).target).toBeNull();
  expect(bodyOf({ ...blankForm('en'), target: '0' }).target).toBe(0);
});
