// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { forgetText, keepAtMost, keepText, keptText, ownerOf } from './kept';

const can = {
  simulate: true,
  tokens: true,
  managePeople: true,
  manageRoles: false,
  manageCompany: false,
  attend: true,
  rules: true,
  settingsFile: true,
  manageIntake: false,
  workLeads: false,
  handOver: false,
  importLeads: false,
  exportLeads: false,
  watchLeads: false,
  personalData: false,
  audit: false,
  ownBalance: false,
};
const company = { id: 'c1', name: 'Shop', timezone: 'Europe/Rome', locale: 'it' };
const user = {
  id: 'u1',
  key: 'anna',
  name: 'Anna',
  email: 'anna@shop.example',
  locale: 'it',
  role: 'manager',
};
const anna = ownerOf({ can, company, user });

beforeEach(() => localStorage.clear());

test('the text of the last visit is there again', () => {
  expect(keptText(anna)).toBe('');
  expect(keepText(anna, 'company: {name: Ångström}')).toBe(true);
  expect(keptText(anna)).toBe('company: {name: Ångström}');
});

test('a text that is too long is not kept, nor is the one before it', () => {
  keptText(anna);
  keepText(anna, 'former');
  expect(keepText(anna, 'x'.repeat(keepAtMost + 1))).toBe(false);
  expect(keptText(anna)).toBe('');
});

test('another person of the company and the same person elsewhere do not see the text', () => {
  keptText(anna);
  keepText(anna, 'secret');
  expect(keptText(ownerOf({ can, company, user: { ...user, id: 'u2' } }))).toBe('');
  expect(keptText(ownerOf({ can, company: { ...company, id: 'c2' }, user }))).toBe('');
});

test('the sign-out removes the text, and a screen that is about to leave does not put it back', () => {
  keptText(anna);
  keepText(anna, 'secret');
  forgetText(anna);
  expect(keepText(anna, 'secret, and a word more')).toBe(false);
  expect(localStorage).toHaveLength(0);
});
