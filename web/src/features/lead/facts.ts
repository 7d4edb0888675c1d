import type { LeadFacts, LeadSheet } from '../../api/types';
import { wallAt } from '../../i18n/format';
import { type OwnField, typedValue } from '../../ui/fields';

/** Something known of a lead that can be corrected. */
export interface Fact {
  id: 'name' | 'phone' | 'email' | 'listing' | 'field';
  field: OwnField;
}

const plain = (id: 'name' | 'phone' | 'email' | 'listing', name: string): Fact => ({
  id,
  field: {
    id,
    name,
    type: 'text',
    look: id === 'phone' || id === 'email' ? id : undefined,
    choices: [],
    active: true,
  },
});

/** Facts under their headings, in the order in which these first come; first those without one, if there are any or not. */
export function factGroups(
  facts: Fact[],
): [{ group: string; facts: Fact[] }, ...{ group: string; facts: Fact[] }[]] {
  const groups = new Map<string, Fact[]>();
  const without: Fact[] = [];
  for (const fact of facts) {
    const { group } = fact.field;
    if (group === undefined) without.push(fact);
    else groups.set(group, [...(groups.get(group) ?? []), fact]);
  }
  return [{ group: '', facts: without }, ...[...groups].map(([group, inside]) => ({ group, facts: inside }))];
}

/** What can be corrected of a lead: what every lead has, the company's own fields, and what else it brought along. */
export function factsOf(
  sheet: LeadSheet,
  declared: OwnField[],
  nameOf: (id: 'name' | 'phone' | 'email' | 'listing') => string,
): Fact[] {
  const own = declared.filter(({ id, active }) => active || sheet.fields[id] !== undefined);
  const others = Object.keys(sheet.fields)
    .filter((id) => id !== 'zone_from' && declared.every((field) => field.id !== id))
    .map((id): OwnField => ({ id, name: id, type: 'text', choices: [], active: true }));
  return [
    plain('name', nameOf('name')),
    plain('phone', nameOf('phone')),
    plain('email', nameOf('email')),
    plain('listing', nameOf('listing')),
    ...[...own, ...others].map((field): Fact => ({ id: 'field', field })),
  ];
}

/** A fact as it is typed; empty for nothing. Instants are the company's wall time. */
export function typedOf({ id, field }: Fact, { lead, fields }: LeadSheet, zone: string): string {
  switch (id) {
    case 'name':
      return lead.name;
    case 'phone':
      return lead.phone;
    case 'email':
      return lead.email;
    case 'listing':
      return lead.listing?.key ?? '';
    case 'field': {
      const value = fields[field.id];
      if (value === undefined || value === null) return '';
      return field.type === 'instant' && !Number.isNaN(Date.parse(String(value)))
        ? wallAt(zone, String(value)).slice(0, 16)
        : String(value);
    }
  }
}

/** What is sent to make a fact what was typed. */
export function correction({ id, field }: Fact, typed: string): LeadFacts {
  const text = typed.trim();
  if (id !== 'field') return { [id]: text };
  return { fields: { [field.id]: text === '' ? null : typedValue(field.type, text) } } as LeadFacts;
}

/** By what the API calls a fact when something is wrong with it. */
export function placeOf({ id, field }: Fact): string {
  return id === 'field' ? `fields.${field.id}` : id;
}
