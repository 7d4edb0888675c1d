import { expect, test } from 'vitest';
import { readLines } from './ndjson';

function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(control) {
      for (const chunk of chunks) control.enqueue(chunk);
      control.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readLines(stream)) values.push(value);
  return values;
}

const bytes = (text: string) => new TextEncoder().encode(text);

test('every line is one value, and a last line without its end counts', async () => {
  expect(await all(streamOf(bytes('{"a":1}\n\n{"a":2}\r\n{"a":3}')))).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
});

test('wherever the chunks are cut, inside a letter too, the values are the same', async () => {
  const whole = bytes('{"name":"Надежда"}\n{"name":"רות 🙂"}\n');
  for (let cut = 0; cut <= whole.length; cut++) {
    const values = await all(streamOf(whole.slice(0, cut), whole.slice(cut)));
    expect(values, `cut at ${cut}`).toEqual([{ name: 'Надежда' }, { name: 'רות 🙂' }]);
  }
});

test('an empty stream has no values', async () => {
  expect(await all(streamOf())).toEqual([]);
});

test('a line that is not JSON is an error, after the values before it', async () => {
  const seen: unknown[] = [];
  const read = async () => {
    for await (const value of readLines(streamOf(bytes('1\n2\noops\n')))) seen.push(value);
  };
  await expect(read()).rejects.toBeInstanceOf(SyntaxError);
  expect(seen).toEqual([1, 2]);
});

test('who stops reading early cancels the stream', async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (control) => control.enqueue(bytes('1\n')),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const _ of readLines(endless)) break;
  expect(cancelled).toBe(true);
});
