import type { Language } from '../../i18n/languages';
import type { Form } from './queries';

type Texts = Form['texts'][string];

const none: Texts = { title: '', intro: '', submit: '', thanks: '', consent: '' };

/** The form with a field moved by some places; what would leave the list stays. */
export function moved(form: Form, index: number, by: number): Form {
  const fields = [...form.fields];
  const to = index + by;
  const [field] = fields.splice(index, 1);
  if (field === undefined || to < 0 || to > fields.length) return form;
  fields.splice(to, 0, field);
  return { ...form, fields };
}

/** The form with a field's own label in a language. */
export function withLabel(form: Form, id: string, language: Language, label: string): Form {
  return {
    ...form,
    fields: form.fields.map((field) =>
      field.id === id ? { ...field, labels: { ...field.labels, [language]: label } } : field,
    ),
  };
}

/** The form with own texts in a language changed. */
export function withTexts(form: Form, language: Language, texts: Partial<Texts>): Form {
  return { ...form, texts: { ...form.texts, [language]: { ...(form.texts[language] ?? none), ...texts } } };
}
