/** Copies what a cell shows, a phone number as it is dialled, and lets it light up for a moment. Over plain http the older way is the only one. */
export async function copyCell(cell: HTMLElement): Promise<void> {
  const shown = (cell.textContent ?? '').replace(/[\u2066-\u2069\u200e\u200f]/g, '').trim();
  const text = isNumber.test(shown) ? shown.replace(/[^+\d]/g, '') : shown;
  if (navigator.clipboard !== undefined) await navigator.clipboard.writeText(text);
  else copyByHand(text);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  cell.animate([{ background: 'var(--accent-soft)' }, {}], { duration: still ? 0 : 450 });
}

/** With its country, in groups. */
const isNumber = /^\+[\d ()./-]{5,}$/;

function copyByHand(text: string): void {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
