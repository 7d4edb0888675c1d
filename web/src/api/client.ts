import createClient from 'openapi-fetch';
import type { paths } from './schema';

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

/** The slug of whatever went wrong: a problem's own; `page-error` for an exception of the page itself. */
export function slugOf(error: unknown): string {
  return error instanceof Problem ? error.slug : 'page-error';
}

/** Whether the same request may well succeed a moment later. */
export function isPassing(error: unknown): boolean {
  return ['unreachable', 'busy-checks'].includes(slugOf(error));
}

/** True for the error that an aborted request ends with. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** The API as its contract describes it. Throws {@link Problem} unless the answer is a success. */
export const api = createClient<paths>({ baseUrl: '/', fetch: answer });

/** What an answer carries; for answers that always carry something. */
export async function bodyOf<T>(request: Promise<{ data?: T }>): Promise<T> {
  const { data } = await request.catch(asProblem);
  if (data === undefined) throw new Problem('internal', 200);
  return data;
}

const ended = new EventTarget();

/** Calls the listener whenever an answer shows that the session has ended meanwhile. */
export function onSignedOut(listener: () => void) {
  ended.addEventListener('signed-out', listener);
}

/** Sends a request; a change refused for its CSRF token is sent once more with a fresh one. */
async function answer(request: Request): Promise<Response> {
  const again = request.method === 'GET' ? null : request.clone();
  let response = await dispatch(request);
  if (response.status === 403 && again !== null) {
    const session = await fetch('/api/session', { credentials: 'same-origin' }).catch(asProblem);
    const ends = session.status === 401 && !beforeSignIn.some((path) => again.url.endsWith(path));
    response = ends ? session : await dispatch(again);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.slug === 'signed-out' && !beforeSignIn.some((path) => request.url.endsWith(path))) {
    ended.dispatchEvent(new Event('signed-out'));
  }
  throw problem;
}

/** Paths that are asked before anybody has signed in. */
const beforeSignIn = ['/api/session', '/api/setup'];

function dispatch(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', document.documentElement.lang);
  if (request.method !== 'GET') request.headers.set('X-XSRF-TOKEN', csrfToken(document.cookie));
  return fetch(request).catch(asProblem);
}

/** No answer, or one that breaks off, is the problem `unreachable`. An aborted request stays what it is. */
export function asProblem(error: unknown): never {
  if (error instanceof Problem || isAborted(error)) throw error;
  throw new Problem('unreachable', 0);
}

/** The value of the cookie that every change repeats in its header; empty when there is none yet. */
export function csrfToken(cookies: string): string {
  const cookie = cookies.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
  return cookie === undefined ? '' : decodeURIComponent(cookie.slice('XSRF-TOKEN='.length));
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { slug, errors } = (body ?? {}) as { slug?: unknown; errors?: unknown };
  return new Problem(
    typeof slug === 'string' ? slug : slugOfStatus(response.status),
    response.status,
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
