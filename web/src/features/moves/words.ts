import type { TFunction } from 'i18next';
import { isolated, whole } from '../../i18n/format';
import type { BulkSummary } from './queries';

type T = TFunction<'moves'>;

/** Which leads something is done with. */
export function titleOf(row: BulkSummary, t: T, language: string): string {
  if (row.origin === 'person') {
    return t('about.person', { name: isolated(language, row.person?.name ?? '') });
  }
  return t(`about.${row.origin as 'selection'}`);
}

/** What is done with them. */
export function deedOf({ action, set }: BulkSummary, t: TFunction<'bulk'>, language: string): string {
  switch (action) {
    case 'status':
      return t('deed.status', { name: isolated(language, set?.status ?? '') });
    case 'field':
      return t('deed.field');
    case 'list': {
      const name = isolated(language, set?.list ?? '');
      return set?.out === true ? t('deed.out', { name }) : t('deed.list', { name });
    }
    default:
      return t('deed.hand-over');
  }
}

/** Where it stands. */
export function stateWord(row: BulkSummary, t: T, language: string): string {
  const count = { count: row.moved, figure: whole(language, row.moved) };
  const moves = row.action === 'hand-over';
  switch (row.state) {
    case 'done':
      return t(moves ? 'state.done' : 'state.changed', count);
    case 'cancelled':
      return t(moves ? 'state.cancelled' : 'state.stopped', count);
    case 'undone':
      return t('state.undone');
    case 'planning':
      return t(row.finding || !moves ? 'state.finding' : 'state.planning');
    case 'planned':
      return t(moves ? 'state.planned' : 'state.ready');
    default:
      return t(`state.${row.state as 'running'}`);
  }
}
