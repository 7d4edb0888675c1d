import type { User } from '../../api/types';
import { typedValue } from '../../ui/fields';

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
  /** The company's own fields by their ids. */
  fields: Record<string, string>;
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
    fields: {},
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
    fields: Object.fromEntries(Object.entries(user.fields).map(([id, value]) => [id, String(value)])),
  };
}

/** The form as the API takes it; `types` are those of the declared fields by their ids. */
export function bodyOf(form: UserForm, types: ReadonlyMap<string, string>) {
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
      Object.entries(form.fields)
        .filter(([, value]) => value.trim() !== '')
        .map(([id, value]) => [id, typed(value.trim(), types.get(id))]),
    ),
  };
}

/** In a field that nobody declared a figure becomes a number; anything else stays the text it is. */
function typed(text: string, type: string | undefined): string | number | boolean {
  if (type !== undefined) return typedValue(type, text);
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;
}
