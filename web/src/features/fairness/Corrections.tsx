import { Button, Loader, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Correction } from '../../api/types';
import { decimal, isolated, moment } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import views from '../../ui/Views.module.css';
import { AnnulDialog, BookDialog, UndoDialog } from './CorrectionDialogs';
import classes from './Fairness.module.css';
import { correctionsPage } from './queries';

type Open = { what: 'annul'; lead: string } | { what: 'book' } | { what: 'undo'; id: string } | null;

/** What people put right in the books, newest first, and the ways to do so. */
export function Corrections() {
  const { t, i18n } = useTranslation('fairness');
  const language = i18n.language;
  const search = useSearch({ from: '/inside/fairness' });
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>(
    search.lead === undefined ? null : { what: 'annul', lead: search.lead },
  );
  const pages = useInfiniteQuery({
    queryKey: ['fairness', 'corrections'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => correctionsPage(pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const close = () => {
    const { lead: _, ...rest } = search;
    setOpen(null);
    if (search.lead !== undefined) void navigate({ to: '/fairness', search: rest, replace: true });
  };
  if (pages.isError) return <ProblemNotice error={pages.error} />;
  if (pages.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  const doubtful = pages.data.pages[0]?.doubtful ?? [];
  return (
    <div className={views.page}>
      <p className={views.about}>{t('correction.about')}</p>
      <div className={classes.tools}>
        <Button variant="default" onClick={() => setOpen({ what: 'annul', lead: '' })}>
          {t('correction.annul')}
        </Button>
        <Button variant="default" onClick={() => setOpen({ what: 'book' })}>
          {t('correction.book')}
        </Button>
      </div>
      {doubtful.length > 0 && (
        <section className={classes.part}>
          <h2>{t('doubtful.title')}</h2>
          <p>{t('doubtful.text')}</p>
          <Rows heads={[t('correction.when'), t('column.person')]} actions={t('correction.actions')}>
            {doubtful.map((lead) => (
              <Table.Tr key={lead.id}>
                <Table.Td>{moment(language, lead.at)}</Table.Td>
                <Table.Td>
                  <Link to="/leads/$id" params={{ id: lead.id }}>
                    {t('doubtful.line', {
                      lead: isolated(language, lead.name || t('correction.nameless')),
                      person: isolated(language, lead.user),
                      rule: isolated(language, lead.rule),
                    })}
                  </Link>
                </Table.Td>
                <Table.Td>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setOpen({ what: 'annul', lead: lead.id })}
                  >
                    {t('doubtful.act')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        </section>
      )}
      {rows.length === 0 ? (
        <p className="quiet">{t('correction.none')}</p>
      ) : (
        <Rows
          heads={[t('correction.when'), t('correction.who'), t('correction.what'), t('correction.reason')]}
          actions={t('correction.actions')}
        >
          {rows.map((row) => (
            <Row key={row.id} row={row} onUndo={() => setOpen({ what: 'undo', id: row.id })} />
          ))}
        </Rows>
      )}
      {pages.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('correction.more')}
          </Button>
        </div>
      )}
      {open?.what === 'annul' && <AnnulDialog lead={open.lead} onClose={close} />}
      {open?.what === 'book' && <BookDialog onClose={close} />}
      {open?.what === 'undo' && <UndoDialog id={open.id} onClose={close} />}
    </div>
  );
}

function Row({ row, onUndo }: { row: Correction; onUndo: () => void }) {
  const { t, i18n } = useTranslation('fairness');
  const language = i18n.language;
  return (
    <Table.Tr>
      <Table.Td>{moment(language, row.at)}</Table.Td>
      <Table.Td>
        <bdi>{row.who}</bdi>
      </Table.Td>
      <Table.Td>
        <Linked lead={row.lead}>{correctionWords(row, t, language)}</Linked>
      </Table.Td>
      <Table.Td>{row.reason}</Table.Td>
      <Table.Td>
        {row.undone ? (
          <span className="quiet">{t('correction.undone')}</span>
        ) : (
          <Button size="xs" variant="default" onClick={onUndo}>
            {t('correction.undo')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Linked({ lead, children }: { lead: string | null | undefined; children: ReactNode }) {
  if (lead == null) return children;
  return (
    <Link to="/leads/$id" params={{ id: lead }}>
      {children}
    </Link>
  );
}

function correctionWords(row: Correction, t: TFunction<'fairness'>, language: string): string {
  return t(`correction.${row.kind as 'annulled' | 'reinstated' | 'moved'}`, {
    lead: isolated(language, row.leadName || t('correction.nameless')),
    from: isolated(language, row.from ?? ''),
    to: isolated(language, row.to ?? ''),
    rule: isolated(language, row.rule),
    ledger: isolated(language, row.ledger),
    leads: isolated(language, decimal(language, row.leads ?? '0.00')),
  });
}
