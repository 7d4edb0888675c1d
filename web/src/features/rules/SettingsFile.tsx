import { Button, FileButton, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, slugOf } from '../../api/client';
import type { Flaw, Misfit } from '../../api/types';
import cards from '../../ui/Card.module.css';
import { FlawText } from '../../ui/FlawText';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Changes } from './Changes';
import { type SettingsDiff, sendSettings, settingsText } from './queries';
import classes from './Rules.module.css';

interface Opened {
  name: string;
  text: string;
}

/** The company's settings as a file: down as they are, up after a look at what it would change. */
export function SettingsFile() {
  const { t } = useTranslation('rules');
  const queries = useQueryClient();
  const [file, setFile] = useState<Opened | null>(null);
  const [prune, setPrune] = useState(false);
  const load = useMutation({ mutationFn: settingsText, onSuccess: save });
  const look = useMutation({
    mutationFn: (way: { opened: Opened; prune: boolean }) =>
      sendSettings(way.opened.text, { apply: false, prune: way.prune }),
  });
  const apply = useMutation({
    mutationFn: (opened: Opened) =>
      sendSettings(opened.text, { apply: true, prune, seen: look.data?.version }),
    onError: (error, opened) => {
      if (slugOf(error) === 'changed-meanwhile') look.mutate({ opened, prune });
    },
    onSuccess: () => {
      setFile(null);
      look.reset();
      return queries.invalidateQueries();
    },
  });
  const open = async (picked: File | null) => {
    if (picked === null) return;
    const opened = { name: picked.name, text: await picked.text() };
    apply.reset();
    setFile(opened);
    look.mutate({ opened, prune });
  };
  return (
    <div className={classes.company}>
      <p className="quiet">{t('file.about')}</p>
      <div className={cards.buttons}>
        <Button
          variant="default"
          leftSection={<Icon name="down" />}
          loading={load.isPending}
          onClick={() => load.mutate()}
        >
          {t('file.download')}
        </Button>
        <FileButton
          accept=".yaml,.yml,.json,text/yaml,application/json"
          onChange={(picked) => void open(picked)}
        >
          {(props) => (
            <Button variant="default" leftSection={<Icon name="up" />} {...props}>
              {t('file.upload')}
            </Button>
          )}
        </FileButton>
        <Switch
          label={t('file.prune')}
          checked={prune}
          onChange={(event) => {
            const next = event.currentTarget.checked;
            setPrune(next);
            if (file !== null) look.mutate({ opened: file, prune: next });
          }}
        />
      </div>
      {load.isError && <ProblemNotice error={load.error} />}
      {look.isError && <Broken error={look.error} />}
      {apply.isError && <Broken error={apply.error} />}
      {apply.isSuccess && <p role="status">{t('file.applied')}</p>}
      {file !== null && look.data !== undefined && (
        <>
          <h2>
            {t('file.changes')} <bdi>{file.name}</bdi>
          </h2>
          <Changes rows={rowsOf(look.data)} none={t('file.same')} />
          <div className={cards.buttons}>
            <Button
              disabled={!look.data.differs}
              loading={apply.isPending}
              onClick={() => apply.mutate(file)}
            >
              {t('file.apply')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function rowsOf(diff: SettingsDiff) {
  return diff.rows.map((row) => ({ ...row, name: `${row.section} ${row.key}`.trim() }));
}

/** A refusal with its flaws and their places, in the reader's language. */
function Broken({ error }: { error: unknown }) {
  const body = (error instanceof Problem ? error.body : null) as {
    flaws?: Flaw[];
    misfits?: Misfit[];
  } | null;
  const lines = [
    ...(body?.flaws ?? []).map((flaw) => ({ place: `${flaw.line}:${flaw.column}`, flaw })),
    ...(body?.misfits ?? []).map((flaw) => ({ place: `${flaw.section} ${flaw.key}`.trim(), flaw })),
  ];
  return (
    <ProblemNotice error={error}>
      <ul>
        {lines.map(({ place, flaw }) => (
          <li key={`${place} ${flaw.message}`}>
            <bdi dir="ltr">{place}</bdi>: <FlawText flaw={flaw} />
          </li>
        ))}
      </ul>
    </ProblemNotice>
  );
}

function save(text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = 'fairlead.yaml';
  link.click();
  URL.revokeObjectURL(link.href);
}
