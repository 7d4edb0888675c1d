import {
  ActionIcon,
  Alert,
  Button,
  Checkbox,
  CopyButton,
  Modal,
  NativeSelect,
  Table,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { sessionQuery } from '../../api/session';
import type { Token } from '../../api/types';
import { isolated } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { useInstant } from '../../ui/useZone';
import classes from './Account.module.css';

const tokensKey = ['tokens'];
const terms = ['30', '90', '365', 'never'] as const;

/** The tokens by which other programs sign in as this person. */
export function Tokens() {
  const { t, i18n } = useTranslation('people');
  const instant = useInstant();
  const tokens = useQuery({
    queryKey: tokensKey,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/tokens', { signal })),
  });
  const [leaving, setLeaving] = useState<Token | null>(null);
  const when = (value: string | null | undefined, none: string) => (!value ? none : instant(value));
  if (tokens.isError) return <ProblemNotice error={tokens.error} />;
  const rows = tokens.data?.rows ?? [];
  return (
    <>
      {rows.length > 0 && (
        <Rows
          heads={[t('name'), t('tokens.created'), t('tokens.used'), t('tokens.expires')]}
          actions={t('tokens.actions')}
        >
          {rows.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td>
                <bdi>{token.name}</bdi>
                {token.exports && <div className="quiet">{t('tokens.exports')}</div>}
              </Table.Td>
              <Table.Td>{when(token.createdAt, '')}</Table.Td>
              <Table.Td>{when(token.lastUsedAt, t('tokens.neverUsed'))}</Table.Td>
              <Table.Td>{when(token.expiresAt, t('tokens.term.never'))}</Table.Td>
              <Table.Td>
                <ActionIcon
                  aria-label={t('tokens.remove', { name: isolated(i18n.language, token.name) })}
                  onClick={() => setLeaving(token)}
                >
                  <Icon name="trash" />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
      {tokens.isSuccess && rows.length === 0 && <p className="quiet">{t('tokens.none')}</p>}
      <NewToken />
      <Farewell token={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

function NewToken() {
  const { t, i18n } = useTranslation('people');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [term, setTerm] = useState<string>('90');
  const [exports, setExports] = useState(false);
  const mayExport = useQuery(sessionQuery).data?.can.exportLeads === true;
  const create = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/tokens', { body: { name, exports, ...endOf(term) } })),
    onSuccess: () => {
      setName('');
      setExports(false);
      return queries.invalidateQueries({ queryKey: tokensKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <>
      {create.isError && <ProblemNotice error={create.error} />}
      {create.isSuccess && (
        <Alert
          variant="light"
          icon={<Icon name="key" />}
          title={t('tokens.made', { name: isolated(i18n.language, create.data.name) })}
          role="status"
        >
          {t('tokens.once')}
          <div className={classes.secret}>
            <code dir="ltr">{create.data.secret}</code>
            <CopyButton value={create.data.secret}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  leftSection={<Icon name={copied ? 'check' : 'copy'} />}
                  onClick={copy}
                >
                  {copied ? t('tokens.copied') : t('tokens.copy')}
                </Button>
              )}
            </CopyButton>
          </div>
        </Alert>
      )}
      <form onSubmit={submit} className={classes.row}>
        <TextInput
          label={t('tokens.newName')}
          placeholder={t('tokens.newNameExample')}
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('tokens.expires')}
          value={term}
          onChange={(event) => setTerm(event.currentTarget.value)}
          data={terms.map((value) => ({ value, label: t(`tokens.term.${value}`) }))}
        />
        {mayExport && (
          <Checkbox
            label={t('tokens.mayExport')}
            checked={exports}
            onChange={(event) => setExports(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" variant="default" size="sm" loading={create.isPending}>
          {t('tokens.create')}
        </Button>
      </form>
    </>
  );
}

function endOf(term: string): { expiresAt?: string } {
  return term === 'never'
    ? {}
    : { expiresAt: new Date(Date.now() + Number(term) * 86_400_000).toISOString() };
}

function Farewell({ token, onClose }: { token: Token | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('people');
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => api.DELETE('/api/tokens/{id}', { params: { path: { id } } }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: tokensKey });
    },
  });
  if (token === null) return null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tokens.remove', { name: isolated(i18n.language, token.name) })}
      closeButtonProps={{ 'aria-label': t('tokens.keep') }}
    >
      <p>{t('tokens.removeWarning')}</p>
      {remove.isError && <ProblemNotice error={remove.error} />}
      <div className={classes.row}>
        <Button color="buoy" loading={remove.isPending} onClick={() => remove.mutate(token.id)}>
          {t('tokens.removeNow')}
        </Button>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('tokens.keep')}
        </Button>
      </div>
    </Modal>
  );
}
