import type { BalanceLines, FairLine } from '../../api/types';

/** The colours of highlighted lines, apart for colour-blind eyes on light and dark ground (after Okabe and Ito, 2008). */
export const lineColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b8860b', '#56b4e9'];

const atFirst = 3;

/** Who is highlighted until somebody chooses: those furthest from zero, in the order of the table. */
export function furthest(rows: FairLine[]): string[] {
  const chosen = [...rows]
    .sort((one, other) => Math.abs(Number(other.balance)) - Math.abs(Number(one.balance)))
    .slice(0, atFirst)
    .map((row) => row.user);
  return rows.map((row) => row.user).filter((user) => chosen.includes(user));
}

/** The colour of each highlighted person; there are only so many colours, and the rest stay grey. */
export function coloursOf(users: string[]): ReadonlyMap<string, string> {
  return new Map(users.slice(0, lineColours.length).map((user, index) => [user, lineColours[index] ?? '']));
}

/** The choice with a person added or taken out; one more than there are colours pushes out the first. */
export function toggled(users: string[], user: string): string[] {
  if (users.includes(user)) return users.filter((each) => each !== user);
  return [...users, user].slice(-lineColours.length);
}

/** The highlighted lines as rows of a table, the newest day first. */
export function rowsOf(lines: BalanceLines, users: ReadonlyMap<string, string>) {
  const people = lines.people.filter((person) => users.has(person.user));
  const days = lines.days
    .map((day, index) => ({ day, balances: people.map((person) => person.balances[index] ?? '0.00') }))
    .reverse();
  return { people: people.map((person) => person.name), days };
}
