/** A field's flaw in a problem. */
export interface FieldProblem {
  field: string;
  slug: string;
}

/** An answer of the API that is not a success: an RFC 9457 problem, told apart by its slug. */
export class Problem extends Error {
  readonly slug: string;
  readonly status: number;
  readonly fields: FieldProblem[];
  readonly body: unknown;

  constructor(slug: string, status: number, fields: FieldProblem[] = [], body: unknown = null) {
    super(slug);
    this.name = 'Problem';
    this.slug = slug;
    this.status = status;
    this.fields = fields;
    this.body = body;
  }
}

/** The slug of whatever went wrong: a problem's own, `unreachable` when no answer came. */
export function slugOf(error: unknown): string {
  return error instanceof Problem ? error.slug : 'unreachable';
}

/** True for the error that an aborted request ends with. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends a request with session and CSRF token; throws {@link Problem} unless the answer is a success. */
export async function send(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, application/x-ndjson' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-XSRF-TOKEN'] = csrfToken(document.cookie);
  const answer = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (problem.slug === 'signed-out' && path !== '/api/session') ended.dispatchEvent(new Event('signed-out'));
  throw problem;
}

const ended = new EventTarget();

/** Calls the listener whenever an answer shows that the session has ended meanwhile. */
export function onSignedOut(listener: () => void) {
  ended.addEventListener('signed-out', listener);
}

/** The JSON of an answer, as the caller knows its shape from the contract. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await send('GET', path, undefined, signal);
  return (await answer.json()) as T;
}

export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await send('POST', path, body, signal);
  return (await answer.json()) as T;
}

/** The value of the cookie that every change repeats in its header; empty when there is none yet. */
export function csrfToken(cookies: string): string {
  const cookie = cookies.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
  return cookie === undefined ? '' : decodeURIComponent(cookie.slice('XSRF-TOKEN='.length));
}

async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => null);
  if (body === null || typeof body !== 'object')
    return new Problem(slugOfStatus(answer.status), answer.status);
  const { slug, errors } = body as { slug?: unknown; errors?: unknown };
  return new Problem(
    typeof slug === 'string' ? slug : slugOfStatus(answer.status),
    answer.status,
    Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    body,
  );
}

function slugOfStatus(status: number): string {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return status >= 502 ? 'unreachable' : 'internal';
}
