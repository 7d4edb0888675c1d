import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/session';
import { instant, momentOfYear, wallTime } from '../i18n/format';

/** The time zone of the company, in which all screens tell times. */
export function useZone(): string {
  return useQuery(sessionQuery).data?.company.timezone ?? 'UTC';
}

/** The currency of amounts, in three letters; null where the company has said no region. */
export function useCurrency(): string | null {
  return useQuery(sessionQuery).data?.company.currency ?? null;
}

/** Tells an instant of the API as the company's date and time. */
export function useInstant(): (value: string) => string {
  const { i18n } = useTranslation();
  const zone = useZone();
  return (value) => instant(i18n.language, zone, value);
}

/** Tells an instant of the API in a column of many, without its year. */
export function useMoment(): (value: string) => string {
  const { i18n } = useTranslation();
  const zone = useZone();
  return (value) => momentOfYear(i18n.language, wallTime(zone, new Date(value)));
}
