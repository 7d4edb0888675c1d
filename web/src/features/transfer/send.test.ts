import { expect, test } from 'vitest';
import { Problem } from '../../api/client';
import { type ImportSheet, piece } from './queries';
import { sendRest } from './send';

const sheet = { id: 'i', received: 0 } as ImportSheet;
const atOnce = async () => {};

test('a file goes in pieces, a lost one again, and from where the server says it is', async () => {
  const file = new Blob([new Uint8Array(10 * 1024 * 1024)]);
  const asked: number[] = [];
  const shares: number[] = [];
  await sendRest(
    sheet,
    file,
    (share) => shares.push(share),
    atOnce,
    async (_, from, content) => {
      asked.push(from);
      const received = from + content.size;
      if (asked.length === 2) throw new Problem('unreachable', 0);
      if (asked.length === 3) throw new Problem('other-place', 409, [], { received });
      return { ...sheet, received };
    },
  );
  expect(asked).toEqual([0, piece, piece, 2 * piece]);
  expect(shares.at(-1)).toBe(1);
});

test('a refusal is not tried again', async () => {
  let calls = 0;
  const refused = sendRest(
    sheet,
    new Blob(['x']),
    () => {},
    atOnce,
    async () => {
      calls += 1;
      throw new Problem('invalid', 422);
    },
  );
  await expect(refused).rejects.toMatchObject({ slug: 'invalid' });
  expect(calls).toBe(1);
});
