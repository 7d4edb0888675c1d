import parsePhoneNumber from 'libphonenumber-js/min';

const known = new Map<string, string>();

/** How many numbers are remembered as people read them. */
const most = 20_000;

/** A number as people read it, with its country and in groups; what is none stays as it is. Right to left nowhere. */
export function grouped(number: string): string {
  if (!/^\+\d{5,15}$/.test(number)) return number;
  const found = known.get(number);
  if (found !== undefined) return found;
  const read = parsePhoneNumber(number)?.formatInternational() ?? number;
  if (known.size >= most) known.clear();
  known.set(number, read);
  return read;
}

/** The same kept in its order within a text of either direction; nothing stays nothing. */
export function phoneOf(number: string): string {
  return number === '' ? '' : `\u2066${grouped(number)}\u2069`;
}
