import { api, bodyOf, isPassing, Problem } from '../../api/client';
import { type ImportSheet, piece } from './queries';

const tries = 6;

/** How much of the file the server says it has, where a piece did not fit. */
function arrived(error: unknown): number | null {
  if (!(error instanceof Problem) || error.slug !== 'other-place') return null;
  const { received } = (error.body ?? {}) as { received?: unknown };
  return typeof received === 'number' ? received : null;
}

/**
 * Sends the rest of a file in pieces, and tells how much of 1 the server has. A piece that is lost on the way is sent again
 * after a pause.
 *
 * @throws Problem if it is refused, or cannot be sent however often it is tried
 */
export async function sendRest(
  sheet: ImportSheet,
  file: Blob,
  onShare: (share: number) => void,
  pause: (attempt: number) => Promise<void> = wait,
  send: (id: string, from: number, content: Blob) => Promise<ImportSheet> = sendPiece,
): Promise<ImportSheet> {
  let now = sheet;
  let failures = 0;
  let from = sheet.received;
  while (from < file.size) {
    try {
      now = await send(sheet.id, from, file.slice(from, from + piece));
      from = now.received;
      failures = 0;
    } catch (error) {
      const place = arrived(error);
      failures += 1;
      if (failures === tries || (place === null && !isPassing(error))) throw error;
      if (place === null) await pause(failures);
      else from = place;
    }
    onShare(from / file.size);
  }
  return now;
}

function wait(attempt: number): Promise<void> {
  return new Promise((done) => setTimeout(done, 1000 * attempt));
}

function sendPiece(id: string, from: number, content: Blob): Promise<ImportSheet> {
  return bodyOf(
    api.POST('/api/imports/{id}/content', {
      params: { path: { id }, query: { from } },
      body: content as unknown as string,
      bodySerializer: (body: unknown) => body as Blob,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );
}

/** Begins an import and sends its file. */
export async function sendFile(file: File, onShare: (share: number) => void): Promise<ImportSheet> {
  const sheet = await bodyOf(api.POST('/api/imports', { body: { name: file.name, bytes: file.size } }));
  return sendRest(sheet, file, onShare);
}
