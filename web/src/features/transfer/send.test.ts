import { afterEach, expect, test, vi } from 'vitest';
import type { ImportSheet } from './queries';
import { sendRest } from './send';

afterEach(() => vi.unstubAllGlobals());

function json(status: number, body: unknown) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

test('a file goes in pieces, a lost one again, and from where the server says it is', async () => {
  const size = 10 * 1024 * 1024;
  const file = new Blob([new Uint8Array(size)]);
  const asked: number[] = [];
  let calls = 0;
  vi.stubGlobal('fetch', async (request: Request | string) => {
    const url = new URL(typeof request === 'string' ? request : request.url, 'http://localhost');
    const from = Number(url.searchParams.get('from'));
    const length = typeof request === 'string' ? 0 : (await request.arrayBuffer()).byteLength;
    asked.push(from);
    calls += 1;
    if (calls === 2) throw new TypeError('Failed to fetch');
    if (calls === 3) return json(409, { slug: 'other-place', received: from + length });
    return json(200, { id: 'i', received: from + length });
  });
  const shares: number[] = [];
  const sheet = { id: 'i', received: 0 } as ImportSheet;
  await sendRest(
    sheet,
    file,
    (share) => shares.push(share),
    async () => {},
  );
  const piece = 4 * 1024 * 1024;
  expect(asked).toEqual([0, piece, piece, 2 * piece]);
  expect(shares.at(-1)).toBe(1);
});

test('a refusal is not tried again', async () => {
  vi.stubGlobal('fetch', async () => json(422, { slug: 'invalid' }));
  const sheet = { id: 'i', received: 0 } as ImportSheet;
  await expect(
    sendRest(
      sheet,
      new Blob(['x']),
      () => {},
      async () => {},
    ),
  ).rejects.toMatchObject({
    slug: 'invalid',
  });
});
