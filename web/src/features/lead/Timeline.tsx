import { Button, Chip, Loader, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type JournalEntry, type Topic, topics } from '../../api/types';
import { dayOf, wallAt, wallTime } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { Entry } from './Entry';
import classes from './Journal.module.css';
import { journalQuery, type Of } from './journal';

/** What happened, newest first and day by day, narrowed to a topic or to what one did oneself. */
export function Timeline({ of, title }: { of: Of; title: string }) {
  const { t, i18n } = useTranslation('journal');
  const zone = useZone();
  const [topic, setTopic] = useState<Topic | ''>('');
  const [own, setOwn] = useState(false);
  const journal = useInfiniteQuery(journalQuery(of, topic || null, own));
  const pages = journal.data?.pages ?? [];
  const names = new Map(pages.flatMap(({ people }) => people).map(({ key, name }) => [key, name]));
  const days = byDay(
    pages.flatMap(({ entries }) => entries),
    zone,
  );
  const today = wallTime(zone).slice(0, 10);
  return (
    <section className={classes.journal}>
      <header className={classes.head}>
        <h2>{t('title')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('whose')}
          value={own ? 'own' : 'all'}
          onChange={(whose) => setOwn(whose === 'own')}
          data={[
            { value: 'all', label: t('all') },
            { value: 'own', label: t('own') },
          ]}
        />
      </header>
      <Chip.Group value={topic} onChange={(next) => setTopic(next as Topic | '')}>
        <div className={classes.topics}>
          <Chip size="xs" value="">
            {t('everything')}
          </Chip>
          {topics.map((each) => (
            <Chip key={each} size="xs" value={each}>
              {t(`topic.${each}`)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {journal.isError && <ProblemNotice error={journal.error} />}
      {journal.isPending && <Loader size="sm" aria-label={t('loading')} />}
      {journal.isSuccess && days.length === 0 && !journal.hasNextPage && (
        <p className="quiet">{t('nothing')}</p>
      )}
      {days.map(({ day, entries }) => (
        <section key={day} className={classes.day}>
          <h3>{day === today ? t('today') : dayOf(i18n.language, day)}</h3>
          <ol className={classes.entries}>
            {entries.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                time={wallAt(zone, entry.at).slice(11, 16)}
                nameOf={(user) => names.get(user) ?? user}
                title={entry.lead?.title || title}
                linked={of.kind !== 'lead'}
              />
            ))}
          </ol>
        </section>
      ))}
      {journal.hasNextPage && (
        <Button
          variant="default"
          loading={journal.isFetchingNextPage}
          onClick={() => void journal.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </section>
  );
}

interface Day {
  day: string;
  entries: JournalEntry[];
}

/** Entries in their order, put together by the company's day. */
export function byDay(entries: JournalEntry[], zone: string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = wallAt(zone, entry.at).slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
