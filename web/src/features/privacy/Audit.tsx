import { Button, NativeSelect, Table, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { usersQuery } from '../../api/people';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { useInstant } from '../../ui/useZone';
import views from '../../ui/Views.module.css';
import classes from './Privacy.module.css';
import { type AuditRow, auditQuery, auditSearch, hand } from './queries';
import { auditGroups, type PrivacySearch } from './views';

/** Who saw, changed and exported what, newest first. */
export function Audit() {
  const { t } = useTranslation('privacy');
  const search = useSearch({ from: '/inside/privacy' });
  const body = auditSearch(search);
  const audit = useInfiniteQuery(auditQuery(body));
  const take = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/audit/export', { body, parseAs: 'blob' })),
    onSuccess: (blob) => hand(blob as unknown as Blob, 'audit.csv'),
  });
  const rows = audit.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className={views.page}>
      <p className={views.about}>{t('audit.lead')}</p>
      <div className={classes.row}>
        <Filters search={search} />
        <Button
          variant="default"
          leftSection={<Icon name="file" />}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t('audit.export')}
        </Button>
      </div>
      {(audit.error ?? take.error) && <ProblemNotice error={audit.error ?? take.error} />}
      {audit.isSuccess && rows.length === 0 && <p role="status">{t('audit.none')}</p>}
      {rows.length > 0 && (
        <Rows
          heads={[t('audit.at'), t('audit.who'), t('audit.what'), t('audit.record'), t('audit.address')]}
          actions={null}
        >
          {rows.map((row) => (
            <Line
              key={`${row.at} ${row.kind} ${row.lead ?? row.contact ?? row.subject} ${row.address}`}
              row={row}
            />
          ))}
        </Rows>
      )}
      {audit.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            {t('audit.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Filters({ search }: { search: PrivacySearch }) {
  const { t } = useTranslation('privacy');
  const navigate = useNavigate();
  const users = useQuery(usersQuery).data ?? [];
  const set = (part: Partial<PrivacySearch>) =>
    void navigate({ to: '/privacy', search: { ...search, view: 'audit', ...part }, replace: true });
  return (
    <>
      <NativeSelect
        label={t('audit.group')}
        value={search.group ?? 'all'}
        onChange={(event) => set({ group: event.currentTarget.value as 'all' })}
        data={auditGroups.map((value) => ({ value, label: t(`group.${value}`) }))}
      />
      <NativeSelect
        label={t('audit.who')}
        value={search.who ?? ''}
        onChange={(event) => set({ who: event.currentTarget.value })}
        data={[
          { value: '', label: t('audit.everybody') },
          ...users.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <TextInput
        label={t('audit.recordId')}
        defaultValue={search.record ?? ''}
        onBlur={(event) => set({ record: event.currentTarget.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set({ record: event.currentTarget.value.trim() });
        }}
      />
      <TextInput
        type="date"
        label={t('audit.from')}
        value={search.from ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('audit.until')}
        value={search.until ?? ''}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
    </>
  );
}

function Line({ row }: { row: AuditRow }) {
  const { t, i18n } = useTranslation('privacy');
  const instant = useInstant();
  const known = i18n.exists(`privacy:event.${row.kind}`);
  return (
    <Table.Tr>
      <Table.Td className={classes.time}>{instant(row.at)}</Table.Td>
      <Table.Td>
        <bdi>{row.who?.name ?? t(row.kind.startsWith('sign-in-') ? 'audit.unknown' : 'audit.program')}</bdi>
      </Table.Td>
      <Table.Td>
        {known ? t(`event.${row.kind as 'signed-in'}`) : <bdi lang="en">{row.kind.replaceAll('-', ' ')}</bdi>}{' '}
        {row.times > 1 && <bdi dir="ltr">× {row.times}</bdi>}
      </Table.Td>
      <Table.Td>
        {row.lead != null && (
          <Link to="/leads/$id" params={{ id: row.lead }}>
            {t('audit.ofLead')} <bdi dir="ltr">{row.lead}</bdi>
          </Link>
        )}
        {row.contact != null && (
          <span>
            {' '}
            {t('audit.ofContact')} <bdi dir="ltr">{row.contact}</bdi>
          </span>
        )}{' '}
        <bdi>{row.subject}</bdi>
      </Table.Td>
      <Table.Td>
        <bdi dir="ltr">{row.address}</bdi>
      </Table.Td>
    </Table.Tr>
  );
}
