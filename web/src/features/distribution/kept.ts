const key = 'fairlead-simulator-file';

/** The longest text that is kept in the browser, in characters: storage ends at about five million. */
export const keepAtMost = 1_500_000;

/** The text of the last visit; empty when there is none. */
export function keptText(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the text for the next visit; false when it is too long or the browser keeps nothing. */
export function keepText(text: string): boolean {
  try {
    if (text.length > keepAtMost) {
      localStorage.removeItem(key);
      return false;
    }
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
