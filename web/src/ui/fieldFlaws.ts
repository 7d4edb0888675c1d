import { useTranslation } from 'react-i18next';
import { type FieldProblem, Problem } from '../api/client';

/** Words for what is wrong with a field. */
export function useFlawWords(): (slug: string) => string {
  const { t, i18n } = useTranslation('intake');
  return (slug) => {
    const known = i18n.exists(`intake:flaw.${slug}`);
    return t(`flaw.${(known ? slug : 'invalid') as 'invalid'}`);
  };
}

/** The wording of what a problem says about a field or what is below it, or null when it says nothing about it. */
export function useFieldFlaws(error: unknown): (field: string) => string | null {
  const words = useFlawWords();
  const flaws: FieldProblem[] = error instanceof Problem ? error.fields : [];
  return (field) => {
    const found = flaws.find((each) => each.field === field || each.field.startsWith(`${field}.`));
    return found === undefined ? null : words(found.slug);
  };
}
