import { csrfToken, Problem } from './client';

/**
 * Posts a file as it is, and tells how much of 1 has gone. A fetch cannot tell that.
 *
 * @throws {@link Problem} unless it is taken, and an `AbortError` when it is stopped
 */
export async function upload(
  path: string,
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  // The token may be of before the sign-in: whoever asks anything first has a fresh one.
  await fetch('/api/session', { credentials: 'same-origin', signal }).catch(() => null);
  // A request that was stopped before it was sent would say nothing of it.
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-XSRF-TOKEN', csrfToken(document.cookie));
    request.upload.onprogress = ({ loaded, total }) => total > 0 && onShare(loaded / total);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new Problem(slugOf(request), request.status));
    };
    request.onerror = () => reject(new Problem('unreachable', 0));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function slugOf(request: XMLHttpRequest): string {
  try {
    const { slug } = JSON.parse(request.responseText) as { slug?: unknown };
    return typeof slug === 'string' ? slug : 'internal';
  } catch {
    return request.status >= 502 ? 'unreachable' : 'internal';
  }
}
