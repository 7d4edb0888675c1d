import { fieldTypes, type Look, looks, type OwnField, typedValue } from '../../ui/fields';

/** How a field looks where it looks like something, else its type: one word for both. */
export function kindOf({ type, look }: Pick<OwnField, 'type' | 'look'>): string {
  return look ?? type;
}

/** The type and the look that a word stands for. */
export function ofKind(word: string): Pick<OwnField, 'type' | 'look'> {
  const look = [...looks.text, ...looks.number].find((each: Look) => each === word);
  if (look !== undefined) return { type: look === 'money' ? 'number' : 'text', look };
  return { type: fieldTypes.find((each) => each === word) ?? 'text', look: undefined };
}

/** What stands behind the field's id in the settings: no more than was said. */
export function bodyOf(key: string, field: OwnField, ofLeads: boolean): Record<string, unknown> {
  const name = field.name.trim();
  const body: Record<string, unknown> = { type: field.type };
  if (name !== '' && name !== key) body.name = name;
  if (field.type === 'choice' && field.choices.length > 0) body.choices = field.choices;
  if (!field.active) body.active = false;
  if (!ofLeads) return body;
  const standard = (field.standard ?? '').trim();
  if (field.look !== undefined) body.show = field.look;
  if (filled(field.help)) body.help = field.help?.trim();
  if (filled(field.group)) body.group = field.group?.trim();
  if (field.required === true) body.required = true;
  if (standard !== '') body.default = typedValue(field.type, standard);
  if (field.searchable === true) body.searchable = true;
  return body;
}

function filled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

/** An id made from a name in Latin letters; empty where the name has none. */
export function idOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60);
}
