import type { ClipboardEvent } from 'react';
import { grouped } from './phones';

/** A phone number, in groups; copied as it is dialled. */
export function Phone({ value }: { value: string }) {
  const copy = (event: ClipboardEvent) => {
    const whole =
      getSelection()
        ?.toString()
        .replace(/[^+\d]/g, '') === value.replace(/[^+\d]/g, '');
    if (!whole) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', value);
  };
  return (
    <bdi dir="ltr" onCopy={copy}>
      {grouped(value)}
    </bdi>
  );
}
