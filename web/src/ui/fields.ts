import type { Setting } from '../api/types';

export const fieldTypes = ['text', 'number', 'boolean', 'date', 'instant', 'choice', 'zone'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** How the values of a type can look, beside plainly. */
export const looks = {
  text: ['long-text', 'phone', 'email', 'link', 'user'],
  number: ['money'],
} as const;
export type Look = (typeof looks)['text' | 'number'][number];

/** The looks that fields of a type can have. */
export function looksOf(type: FieldType): readonly Look[] {
  return type === 'text' ? looks.text : type === 'number' ? looks.number : [];
}

/** One of the company's own fields of a lead or of a user. */
export interface OwnField {
  id: string;
  /** What screens call it; the id when nobody named it. */
  name: string;
  type: FieldType;
  look?: Look | undefined;
  /** What is said below it. */
  help?: string | undefined;
  /** The heading under which the lead's page has it. */
  group?: string | undefined;
  /** What is offered; empty for a field without a list. */
  choices: string[];
  /** Whether people and forms must fill it in. */
  required?: boolean;
  /** What leads have that come without it, as it is typed. */
  standard?: string | undefined;
  /** Whether lists are sorted and searched by it. */
  searchable?: boolean;
  /** Whether it is still asked for. */
  active: boolean;
}

/** A field from its setting. */
export function fieldOf({ key, body }: Pick<Setting, 'key' | 'body'>): OwnField {
  const { name, choices, active, show, required, searchable } = body;
  const type = fieldTypes.find((each) => each === body.type) ?? 'text';
  return {
    id: key,
    name: said(name) ?? key,
    type,
    look: looksOf(type).find((each) => each === show),
    help: said(body.help),
    group: said(body.group),
    choices: Array.isArray(choices) ? choices.map(String) : [],
    required: String(required) === 'true',
    standard: said(body.default),
    searchable: String(searchable) === 'true',
    active: active !== false,
  };
}

function said(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** An address that can be followed without harm, or null: links of the web alone. */
export function followable(address: string): string | null {
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** What was typed into a field, as the API takes a value of its type. */
export function typedValue(type: string, text: string): string | number | boolean {
  if (type === 'boolean') return text === 'true';
  const number = Number(text);
  return type === 'number' && text !== '' && Number.isFinite(number) ? number : text;
}
