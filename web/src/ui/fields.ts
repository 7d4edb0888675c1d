import type { Setting } from '../api/types';

export const fieldTypes = ['text', 'number', 'boolean', 'date', 'instant', 'choice', 'zone'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** One of the company's own fields of a lead or of a user. */
export interface OwnField {
  id: string;
  /** What screens call it; the id when nobody named it. */
  name: string;
  type: FieldType;
  /** What is offered; empty for a field without a list. */
  choices: string[];
  /** Whether it is still asked for. */
  active: boolean;
}

/** A field from its setting. */
export function fieldOf({ key, body }: Pick<Setting, 'key' | 'body'>): OwnField {
  const { name, type, choices, active } = body;
  return {
    id: key,
    name: typeof name === 'string' ? name : key,
    type: fieldTypes.find((each) => each === type) ?? 'text',
    choices: Array.isArray(choices) ? choices.map(String) : [],
    active: active !== false,
  };
}

/** What was typed into a field, as the API takes a value of its type. */
export function typedValue(type: string, text: string): string | number | boolean {
  if (type === 'boolean') return text === 'true';
  const number = Number(text);
  return type === 'number' && text !== '' && Number.isFinite(number) ? number : text;
}
