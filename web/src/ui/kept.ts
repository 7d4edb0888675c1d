import type { Session } from '../api/types';

/** The longest text that is kept in the browser, in characters: storage ends at about five million. */
export const keepAtMost = 1_500_000;

/** Whose text is open on this page; nothing is kept for anybody else. */
let open: string | null = null;

/** Who a kept text belongs to: one person of one company. */
export function ownerOf({ company, user }: Session): string {
  return `${company.id}/${user.id}`;
}

/** The text of the owner's last visit; empty when there is none. */
export function keptText(owner: string): string {
  open = owner;
  try {
    return localStorage.getItem(keyOf(owner)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the text for the owner's next visit; false when it is too long or the browser keeps nothing. */
export function keepText(owner: string, text: string): boolean {
  if (owner !== open) return false;
  try {
    if (text.length > keepAtMost) {
      localStorage.removeItem(keyOf(owner));
      return false;
    }
    localStorage.setItem(keyOf(owner), text);
    return true;
  } catch {
    return false;
  }
}

/** Removes the owner's text at the sign-out; what a leaving screen still wants to keep is not kept any more. */
export function forgetText(owner: string) {
  open = null;
  try {
    localStorage.removeItem(keyOf(owner));
  } catch {
    // A browser that keeps nothing has nothing to remove.
  }
}

function keyOf(owner: string): string {
  return `fairlead-simulator-file ${owner}`;
}
