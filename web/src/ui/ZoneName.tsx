import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { zoneSearchQuery } from '../api/zones';

/** A lead's zone by its names from the root down, and how it was found; its key where no zone has it. */
export function ZoneName({ zone, from }: { zone: string; from: unknown }) {
  const { t, i18n } = useTranslation('zones');
  const found = useQuery({ ...zoneSearchQuery(zone), staleTime: 60_000 });
  const way = found.data?.rows.find(({ key }) => key === zone)?.way;
  return (
    <>
      <bdi>{way?.join(' · ') ?? zone}</bdi>
      {i18n.exists(`zones:from.${String(from)}`) && (
        <span className="quiet"> ({t(`from.${String(from) as 'postcode'}`)})</span>
      )}
    </>
  );
}
