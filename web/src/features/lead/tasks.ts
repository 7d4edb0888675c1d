import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { ifMatch } from '../../api/people';
import type { components } from '../../api/schema';
import { beforehand } from './journal';

type Schemas = components['schemas'];

export type TaskRow = Schemas['TaskRow'];
export type TaskForm = Schemas['TaskForm'];

/** Everything fetched of tasks in lists begins so. */
const listKey = ['tasks'];

/** The tasks of a lead that the reader sees, the open ones first. Refreshed with the lead. */
export function leadTasksQuery(lead: string) {
  return queryOptions({
    queryKey: ['lead', lead, 'tasks'],
    staleTime: beforehand,
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/leads/{id}/tasks', { params: { path: { id: lead } }, signal }))).rows,
  });
}

/** Whose tasks a list shows: a key of a user, `*` for everybody, '' for one's own; and which. */
export interface TasksSearch {
  user?: string;
  done?: true;
}

/** Reads the address of the list of tasks. */
export function tasksSearch(given: Record<string, unknown>): TasksSearch {
  return {
    ...(given.user === undefined || given.user === '' ? {} : { user: String(given.user) }),
    ...(given.done === true ? { done: true as const } : {}),
  };
}

export function tasksQuery({ user, done }: TasksSearch) {
  return infiniteQueryOptions({
    queryKey: [...listKey, user ?? '', done === true],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/tasks', {
          params: {
            query: {
              done: done === true,
              ...(user === undefined ? {} : { user }),
              ...(pageParam === null ? {} : { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? null,
  });
}

/** Something done with tasks. */
export type TaskDeed =
  | { kind: 'create'; lead: string; form: TaskForm }
  | { kind: 'change'; task: TaskRow; form: Partial<TaskForm> }
  | { kind: 'delete'; task: TaskRow };

/** Does it, and has all that shows tasks fetched anew. */
export async function doWithTasks(queries: QueryClient, deed: TaskDeed): Promise<void> {
  try {
    await sent(deed);
  } finally {
    const lead = deed.kind === 'create' ? deed.lead : deed.task.lead;
    void queries.invalidateQueries({ queryKey: ['lead', lead] });
    void queries.invalidateQueries({ queryKey: listKey });
  }
}

async function sent(deed: TaskDeed): Promise<void> {
  switch (deed.kind) {
    case 'create':
      await api.POST('/api/leads/{id}/tasks', { params: { path: { id: deed.lead } }, body: deed.form });
      return;
    case 'change':
      await api.PUT('/api/tasks/{id}', {
        params: { path: { id: deed.task.id }, header: ifMatch(deed.task.version) },
        body: { ...formOf(deed.task), ...deed.form },
      });
      return;
    case 'delete':
      await api.DELETE('/api/tasks/{id}', {
        params: { path: { id: deed.task.id }, header: ifMatch(deed.task.version) },
      });
  }
}

/** A task as a form that leaves it as it is. */
export function formOf(task: TaskRow): TaskForm {
  return {
    kind: task.kind,
    title: task.title,
    due: task.due.slice(0, 16),
    remind: task.remind ?? null,
    user: task.user.key,
    done: task.doneAt != null,
  };
}

export type Part = 'overdue' | 'today' | 'coming';

/** Open tasks by when they are due, as seen at a wall time of the company. The order within a part is kept. */
export function parted<Row extends { due: string }>(rows: Row[], now: string): Record<Part, Row[]> {
  const parts: Record<Part, Row[]> = { overdue: [], today: [], coming: [] };
  for (const row of rows) parts[partOf(row.due, now)].push(row);
  return parts;
}

export function partOf(due: string, now: string): Part {
  const at = due.slice(0, 16);
  if (at < now.slice(0, 16)) return 'overdue';
  return at.slice(0, 10) === now.slice(0, 10) ? 'today' : 'coming';
}
