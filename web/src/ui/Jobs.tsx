import { Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { ProblemNotice } from './Notice';
import { Rows } from './Rows';

interface Props<Job> {
  title: string;
  loading: string;
  jobs: UseQueryResult<Job[]>;
  heads: string[];
  /** What the last column is for, whose head is not drawn; null for none. */
  actions: string | null;
  /** What is there instead of a table while there are none. */
  blank: ReactNode;
  /** A row of the table. */
  children: (job: Job) => ReactNode;
}

/** Work that goes on in the background, or did: a row each, below a heading. */
export function Jobs<Job>({ title, loading, jobs, heads, actions, blank, children }: Props<Job>) {
  const heading = useId();
  if (jobs.isError) return <ProblemNotice error={jobs.error} />;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {jobs.data === undefined && <Loader size="sm" aria-label={loading} />}
      {jobs.data?.length === 0 && blank}
      {jobs.data !== undefined && jobs.data.length > 0 && (
        <Rows heads={heads} actions={actions}>
          {jobs.data.map(children)}
        </Rows>
      )}
    </section>
  );
}
