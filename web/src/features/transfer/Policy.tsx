import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/Notice';
import page from '../../ui/Page.module.css';
import { type ImportSheet, importQuery, pickedListsQuery, plan, sourcesQuery } from './queries';
import classes from './Transfer.module.css';

/** What becomes of rows whose contact is known, where leads come from, and whether the rules distribute them. */
export function Policy({ sheet }: { sheet: ImportSheet }) {
  const { t } = useTranslation('transfer');
  const queries = useQueryClient();
  const sources = useQuery(sourcesQuery);
  const lists = useQuery(pickedListsQuery).data ?? [];
  const keep = useMutation({
    mutationFn: (part: Partial<ImportSheet['choice']>) =>
      plan(sheet.id, { choice: { ...sheet.choice, ...part } }),
    onSuccess: (now) => queries.setQueryData(importQuery(sheet.id).queryKey, now),
  });
  const options = [
    { value: 'import', label: t('policy.noSource') },
    ...(sources.data?.rows ?? []).map(({ key, name }) => ({ value: key, label: name })),
  ];
  return (
    <section className={page.card} aria-labelledby="policy">
      <h2 id="policy">{t('policy.title')}</h2>
      <div className={classes.ways}>
        <Radio.Group
          label={t('policy.known')}
          value={sheet.choice.known}
          onChange={(known) => keep.mutate({ known })}
        >
          <Stack gap={6} mt={6}>
            {(['skip', 'fill', 'overwrite', 'new'] as const).map((way) => (
              <Radio key={way} value={way} label={t(`policy.${way}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('policy.distribute')}
          value={sheet.choice.distribute}
          onChange={(distribute) => keep.mutate({ distribute })}
        >
          <Stack gap={6} mt={6}>
            <Radio value="later" label={t('policy.later')} />
            <Radio value="now" label={t('policy.now')} />
          </Stack>
        </Radio.Group>
        <NativeSelect
          label={t('policy.source')}
          value={sheet.choice.source}
          data={options}
          onChange={(event) => keep.mutate({ source: event.currentTarget.value })}
        />
        {lists.length > 0 && (
          <NativeSelect
            label={t('policy.list')}
            value={sheet.choice.list ?? ''}
            data={[
              { value: '', label: t('policy.noList') },
              ...lists.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => keep.mutate({ list: event.currentTarget.value })}
          />
        )}
      </div>
      {keep.isError && <ProblemNotice error={keep.error} />}
    </section>
  );
}
