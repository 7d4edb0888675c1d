/**
 * Reads newline-delimited JSON as it arrives, one value a line. A line may be cut anywhere between two chunks, inside
 * a character too; blank lines are passed over; a last line without its end counts. Throws SyntaxError for a line
 * that is not JSON, and what the stream throws.
 */
export async function* readLines<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) {
        if (line.trim() !== '') yield JSON.parse(line) as T;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
