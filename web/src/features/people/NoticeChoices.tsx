import { Checkbox, Switch, Table } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';
import { ProblemNotice } from '../../ui/Notice';

type Choices = components['schemas']['Choices'];

const kinds = ['assigned', 'offered', 'lost', 'worked', 'joined', 'due'] as const;
const ways = ['app', 'mail'] as const;

const choicesQuery = queryOptions({
  queryKey: ['notice-choices'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/me/notices/choices', { signal })),
});

/** What one wants to be told, in the app and by mail; each choice is kept at once. */
export function NoticeChoices() {
  const { t } = useTranslation('notice');
  const queries = useQueryClient();
  const choices = useQuery(choicesQuery);
  const keep = useMutation({
    mutationFn: ({ kinds, quiet }: Choices) =>
      bodyOf(api.PUT('/api/me/notices/choices', { body: { kinds, quiet } })),
    onMutate: (wanted) => queries.setQueryData(choicesQuery.queryKey, wanted),
    onSuccess: (kept) => queries.setQueryData(choicesQuery.queryKey, kept),
    onError: () => void queries.invalidateQueries({ queryKey: choicesQuery.queryKey }),
  });
  const now = choices.data;
  if (now === undefined) return choices.isError ? <ProblemNotice error={choices.error} /> : null;
  const set = (kind: string, way: 'app' | 'mail', wanted: boolean) =>
    keep.mutate({
      ...now,
      kinds: now.kinds.map((each) => (each.kind === kind ? { ...each, [way]: wanted } : each)),
    });
  return (
    <>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('choices.what')}</Table.Th>
            {ways.map((way) => (
              <Table.Th key={way}>{t(`choices.${way}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {kinds.map((kind) => {
            const choice = now.kinds.find((each) => each.kind === kind);
            return (
              <Table.Tr key={kind}>
                <Table.Th scope="row" fw={400}>
                  {t(`choices.${kind}`)}
                </Table.Th>
                {ways.map((way) => (
                  <Table.Td key={way}>
                    <Checkbox
                      aria-label={`${t(`choices.${kind}`)}: ${t(`choices.${way}`)}`}
                      checked={choice?.[way] ?? true}
                      disabled={way === 'mail' && !now.canMail}
                      onChange={(event) => set(kind, way, event.currentTarget.checked)}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {!now.canMail && <p className="quiet">{t('choices.noMail')}</p>}
      <Switch
        mt="md"
        label={t('choices.quiet')}
        description={t('choices.quietHint')}
        checked={now.quiet}
        onChange={(event) => keep.mutate({ ...now, quiet: event.currentTarget.checked })}
      />
      {keep.isError && <ProblemNotice error={keep.error} />}
    </>
  );
}
