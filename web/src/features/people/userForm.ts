import type { User } from '../../api/types';

/** What the editor holds of a user: texts as typed. */
export interface UserForm {
  key: string;
  name: string;
  email: string;
  role: string;
  locale: string;
  active: boolean;
  schedule: string | null;
  skills: string[];
  target: string;
  technical: boolean;
  fields: OwnField[];
}

/** One of the company's own fields of a user; the id tells rows apart while their names are typed. */
export interface OwnField {
  id: number;
  name: string;
  value: string;
}

export const roles = ['administrator', 'manager', 'operator', 'integration'] as const;
export type Role = (typeof roles)[number];

/** The form of somebody new. */
export function blankForm(locale: string): UserForm {
  return {
    key: '',
    name: '',
    email: '',
    role: 'operator',
    locale,
    active: true,
    schedule: null,
    skills: [],
    target: '',
    technical: false,
    fields: [],
  };
}

export function formOf(user: User): UserForm {
  return {
    key: user.key,
    name: user.name,
    email: user.email ?? '',
    role: user.role,
    locale: user.locale,
    active: user.active,
    schedule: user.schedule ?? null,
    skills: user.skills,
    target: user.target === null || user.target === undefined ? '' : String(user.target),
    technical: user.technical,
    fields: Object.entries(user.fields).map(([name, value], id) => ({ id, name, value: String(value) })),
  };
}

/** The form as the API takes it. */
export function bodyOf(form: UserForm) {
  return {
    key: form.key.trim(),
    name: form.name.trim(),
    email: form.email.trim(),
    role: form.role,
    locale: form.locale,
    active: form.active,
    schedule: form.schedule,
    skills: form.skills,
    target: form.target === '' ? null : Number(form.target),
    technical: form.technical,
    fields: Object.fromEntries(
      form.fields
        .filter((field) => field.name.trim() !== '' && field.value.trim() !== '')
        .map((field) => [field.name.trim(), typed(field.value.trim())]),
    ),
  };
}

/** A figure becomes a number; anything else stays the text it is. */
function typed(text: string): string | number {
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;
}
