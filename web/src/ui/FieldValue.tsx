import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usersQuery } from '../api/people';
import { amount, dayOf, momentOfYear, number } from '../i18n/format';
import classes from './FieldValue.module.css';
import { followable, type OwnField } from './fields';
import { Phone } from './Phone';
import { useCurrency } from './useZone';

interface Props {
  field: OwnField;
  /** As it is typed; an instant as the company's wall time. */
  value: string;
}

/** The value of one of the company's own fields, as people read it; what does not fit its field stands as it came. */
export function FieldValue({ field, value }: Props) {
  const { t, i18n } = useTranslation('shell');
  const currency = useCurrency();
  switch (field.look ?? field.type) {
    case 'boolean':
      if (value === 'true' || value === 'false') return <>{t(value === 'true' ? 'field.yes' : 'field.no')}</>;
      break;
    case 'number':
      if (isNumber(value)) return <bdi dir="ltr">{number(i18n.language, value)}</bdi>;
      break;
    case 'money':
      if (isNumber(value)) return <bdi>{amount(i18n.language, currency, value)}</bdi>;
      break;
    case 'date':
      if (/^\d{4}-\d\d-\d\d$/.test(value)) return <>{dayOf(i18n.language, value)}</>;
      break;
    case 'instant':
      if (value.includes('T')) return <>{momentOfYear(i18n.language, value)}</>;
      break;
    case 'phone':
      if (/^\+\d+$/.test(value)) return <a href={`tel:${value}`}>{<Phone value={value} />}</a>;
      break;
    case 'email':
      if (/^[^\s@]+@[^\s@]+$/.test(value)) return <a href={`mailto:${value}`}>{<bdi>{value}</bdi>}</a>;
      break;
    case 'link': {
      const address = followable(value);
      if (address !== null) {
        return (
          <a href={address} target="_blank" rel="noopener noreferrer">
            <bdi dir="ltr">{value.replace(/^https?:\/\//, '')}</bdi>
          </a>
        );
      }
      break;
    }
    case 'user':
      return <UserName userKey={value} />;
    case 'long-text':
      return (
        <div dir="auto" className={classes.long}>
          {value}
        </div>
      );
  }
  return <bdi>{value}</bdi>;
}

function UserName({ userKey }: { userKey: string }) {
  const users = useQuery(usersQuery).data ?? [];
  return <bdi>{users.find(({ key }) => key === userKey)?.name ?? userKey}</bdi>;
}

function isNumber(value: string): boolean {
  return value !== '' && Number.isFinite(Number(value));
}
