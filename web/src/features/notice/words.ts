import type { TFunction } from 'i18next';
import { isolated, listed, whole } from '../../i18n/format';
import type { Notice } from './queries';

const acts = ['note', 'call', 'status', 'field', 'task', 'file'] as const;
const reasons = ['off-shift', 'absent', 'untouched'] as const;

/** What a notice says, in a sentence. */
export function sentenceOf(notice: Notice, t: TFunction<'notice'>, language: string): string {
  const { count, kind } = notice;
  const title = notice.lead?.title ?? '';
  const words = {
    count,
    figure: whole(language, count),
    lead: title === '' ? t('unnamed') : isolated(language, title),
    who: whoOf(notice, t, language),
  };
  const by = notice.who != null;
  const several = notice.lead == null;
  switch (kind) {
    case 'assigned':
      if (several) return by ? t('assigned.manyBy', words) : t('assigned.many', words);
      return by ? t('assigned.by', words) : t('assigned.one', words);
    case 'joined':
      return several ? t('joined.many', words) : t('joined.one', words);
    case 'offered':
      return notice.offer?.how === 'accept' ? t('offered.accept', words) : t('offered.claim', words);
    case 'lost': {
      const reason = reasons.find((each) => each === notice.why) ?? 'untouched';
      const why = t(`why.${reason}`);
      if (several) return by ? t('lost.manyBy', words) : t('lost.many', { ...words, why });
      return by ? t('lost.by', words) : t('lost.one', { ...words, why });
    }
    case 'due': {
      const task = { ...words, title: isolated(language, notice.task?.title ?? '') };
      return notice.task?.kind === 'callback' ? t('due.callback', task).trim() : t('due.task', task);
    }
    default:
      return t(several ? 'workedMany' : 'worked', { ...words, acts: actsOf(notice, t, language) });
  }
}

function whoOf({ who, others }: Notice, t: TFunction<'notice'>, language: string): string {
  const name = isolated(language, who ?? '');
  return others > 0 ? t('others', { who: name, count: others, figure: whole(language, others) }) : name;
}

function actsOf(notice: Notice, t: TFunction<'notice'>, language: string): string {
  const done = acts.flatMap((act) => {
    const times = notice.acts[act] ?? 0;
    if (times === 0) return [];
    return [times === 1 ? t(`act.${act}`) : `${t(`act.${act}`)} ×${whole(language, times)}`];
  });
  return listed(language, done);
}

/** Time that is left, as minutes and seconds, or hours before them: "4:09", "1:02:30". */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
