import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { zonesQuery } from '../api/zones';
import type { OwnField } from './fields';

const address = ['postcode', 'town', 'province', 'country'] as const;

/** The fields of an address and the zone found from it, where the company has zones and did not declare them itself. */
export function useAddressFields(declared: OwnField[]): OwnField[] {
  const { t } = useTranslation('zones');
  const zones = useQuery(zonesQuery(null)).data?.zones ?? 0;
  if (zones === 0) return [];
  const field = (id: (typeof address)[number] | 'zone'): OwnField => ({
    id,
    name: t(id),
    type: id === 'zone' ? 'zone' : 'text',
    choices: [],
    active: true,
  });
  return [...address, 'zone' as const].filter((id) => declared.every((each) => each.id !== id)).map(field);
}
