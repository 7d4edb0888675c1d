import type { TFunction } from 'i18next';
import { isolated, whole } from '../../i18n/format';
import type { HandOverRow } from './queries';

type T = TFunction<'moves'>;

/** What a hand-over is about. */
export function titleOf(row: HandOverRow, t: T, language: string): string {
  if (row.origin === 'person') {
    return t('about.person', { name: isolated(language, row.person?.name ?? '') });
  }
  return t(`about.${row.origin as 'selection'}`);
}

/** Where a hand-over stands. */
export function stateWord(row: HandOverRow, t: T, language: string): string {
  const count = { count: row.moved, figure: whole(language, row.moved) };
  switch (row.state) {
    case 'done':
      return t('state.done', count);
    case 'cancelled':
      return t('state.cancelled', count);
    case 'undone':
      return t('state.undone');
    default:
      return t(`state.${row.state as 'planned'}`);
  }
}
