import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { ProblemNotice } from '../../ui/Notice';
import { useInstant } from '../../ui/useZone';
import { Changes } from './Changes';
import { changesQuery, rollBack, rulesKey, versionsPage } from './queries';
import classes from './Rules.module.css';

/** Every version that was in force, what it changed, and the way back to it. */
export function History() {
  const { t, i18n } = useTranslation('rules');
  const instant = useInstant();
  const [open, setOpen] = useState<number | null>(null);
  const [back, setBack] = useState<number | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['rules', 'versions'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => versionsPage(pageParam, signal),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (pages.isError) return <ProblemNotice error={pages.error} />;
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  if (pages.isSuccess && rows.length === 0) {
    return <Blank title={t('history.none')}>{t('history.noneText')}</Blank>;
  }
  return (
    <div className={classes.history}>
      <ol>
        {rows.map((row, index) => (
          <li key={row.version}>
            <div className={classes.version}>
              <strong className="figures">{t('history.version', { version: row.version })}</strong>
              {index === 0 && <span className={classes.current}>{t('history.current')}</span>}
              <span className="quiet">
                {instant(row.publishedAt)}
                {row.publishedBy && (
                  <>
                    {' · '}
                    <bdi>{row.publishedBy}</bdi>
                  </>
                )}
                {' · '}
                {t('history.rules', { count: row.rules, figure: whole(i18n.language, row.rules) })}
              </span>
              <Button
                variant="subtle"
                aria-expanded={open === row.version}
                onClick={() => setOpen(open === row.version ? null : row.version)}
              >
                {t('history.changes')}
              </Button>
              {index > 0 && (
                <Button variant="default" onClick={() => setBack(row.version)}>
                  {t('history.back')}
                </Button>
              )}
            </div>
            {row.note !== '' && (
              <p className={classes.note} dir="auto">
                {row.note}
              </p>
            )}
            {open === row.version && <VersionChanges version={row.version} />}
          </li>
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      )}
      {back !== null && <RollBack version={back} onClose={() => setBack(null)} />}
    </div>
  );
}

function VersionChanges({ version }: { version: number }) {
  const { t } = useTranslation('rules');
  const changes = useQuery(changesQuery(String(version - 1), String(version), 0));
  if (changes.isError) return <ProblemNotice error={changes.error} />;
  if (!changes.data) return null;
  return (
    <Changes rows={changes.data.rows.map((row) => ({ ...row, name: row.rule }))} none={t('change.none')} />
  );
}

function RollBack({ version, onClose }: { version: number; onClose: () => void }) {
  const { t } = useTranslation('rules');
  const queries = useQueryClient();
  const changes = useQuery(changesQuery('published', String(version), 0));
  const roll = useMutation({
    mutationFn: () => rollBack(version, t('history.backNote', { version })),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: rulesKey });
    },
  });
  return (
    <Dialog size="lg" onClose={onClose} title={t('history.backTitle', { version })} close={t('cancel')}>
      {roll.isError && <ProblemNotice error={roll.error} />}
      <p>{t('history.backText')}</p>
      <Changes
        rows={(changes.data?.rows ?? []).map((row) => ({ ...row, name: row.rule }))}
        none={t('change.none')}
      />
      <DialogButtons
        yes={t('history.back')}
        no={t('cancel')}
        pending={roll.isPending}
        onYes={() => roll.mutate()}
        onNo={onClose}
      />
    </Dialog>
  );
}
