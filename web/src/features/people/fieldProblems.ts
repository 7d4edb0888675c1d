import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client';

/** The wording of what a problem says about a field, or null when it says nothing about it. */
export function useFieldProblems(error: unknown): (field: string) => string | null {
  const { t, i18n } = useTranslation('people');
  return (field) => {
    const found = error instanceof Problem ? error.fields.find((each) => each.field === field) : undefined;
    if (found === undefined) return null;
    const known = i18n.exists(`people:field.${found.slug}`);
    return t(`field.${(known ? found.slug : 'invalid') as 'invalid'}`);
  };
}
