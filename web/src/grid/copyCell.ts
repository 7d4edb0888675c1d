/** Copies what a cell shows, and lets it light up for a moment. Over plain http the older way is the only one. */
export async function copyCell(cell: HTMLElement): Promise<void> {
  const text = (cell.textContent ?? '').replace(/[\u2066-\u2069\u200e\u200f]/g, '').trim();
  if (navigator.clipboard !== undefined) await navigator.clipboard.writeText(text);
  else copyByHand(text);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  cell.animate([{ background: 'var(--accent-soft)' }, {}], { duration: still ? 0 : 450 });
}

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
