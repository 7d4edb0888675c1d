import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client';
import { upload } from '../../api/upload';
import { momentOfYear, size, wallTime } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import { useFileDrop } from '../../ui/useFileDrop';
import { useZone } from '../../ui/useZone';
import { type FileRow, filesQuery, removeFile } from './files';
import card from './Lead.module.css';
import classes from './Tasks.module.css';

/** The card of a lead's files: chosen, or dropped anywhere on the page, sent one after the other, and to be saved again. */
export function Files({ lead }: { lead: string }) {
  const { t, i18n } = useTranslation('task');
  const files = useQuery(filesQuery(lead));
  const sending = useSending(lead, files.data?.limit);
  const input = useRef<HTMLInputElement>(null);
  const over = useFileDrop(sending.send);
  const rows = files.data?.rows ?? [];
  return (
    <section className={`${card.card} ${over ? classes.dropping : ''}`} aria-label={t('files.title')}>
      <div className={classes.head}>
        <h2>
          {t('files.title')}{' '}
          {rows.length > 0 && (
            <span className="quiet figures">{size(i18n.language, files.data?.bytes ?? 0)}</span>
          )}
        </h2>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<Icon name="clip" size={13} />}
          onClick={() => input.current?.click()}
        >
          {t('files.add')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('files.add')}
          onChange={(event) => {
            sending.send([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {files.isError && <ProblemNotice error={files.error} />}
      {files.isSuccess && rows.length === 0 && sending.now === null && (
        <p className={`quiet ${classes.none}`}>
          {t('files.none', { limit: size(i18n.language, files.data.limit) })}
        </p>
      )}
      {sending.now !== null && (
        <div className={classes.line}>
          <div className={classes.row}>
            <div className={classes.what}>
              <bdi>{sending.now.name}</bdi>
              <Progress
                aria-label={t('files.sending', { name: sending.now.name })}
                value={100 * sending.now.share}
              />
            </div>
            <Tooltip label={t('files.stop')}>
              <ActionIcon aria-label={t('files.stop')} onClick={sending.stop}>
                <Icon name="close" />
              </ActionIcon>
            </Tooltip>
          </div>
        </div>
      )}
      {sending.tooLarge.length > 0 && (
        <Notice title={t('files.tooLarge')}>
          {t('files.tooLargeText', {
            names: sending.tooLarge.join(', '),
            limit: size(i18n.language, files.data?.limit ?? 0),
          })}
        </Notice>
      )}
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <ul className={classes.list}>
        {rows.map((file) => (
          <Line key={file.id} file={file} lead={lead} />
        ))}
      </ul>
    </section>
  );
}

function Line({ file, lead }: { file: FileRow; lead: string }) {
  const { t, i18n } = useTranslation('task');
  const language = i18n.language;
  const zone = useZone();
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeFile(file.id),
    onSettled: () => {
      setRemoving(false);
      void queries.invalidateQueries({ queryKey: ['lead', lead] });
    },
  });
  return (
    <li className={classes.line}>
      <div className={classes.row}>
        <div className={classes.what}>
          <a href={`/api/files/${file.id}`} download={file.name}>
            <bdi>{file.name}</bdi>
          </a>
          <div className={`${classes.more} quiet`}>
            <span className="figures">{size(language, file.bytes)}</span>
            {file.by != null && <bdi>{file.by.name}</bdi>}
            <span className="figures">{momentOfYear(language, wallTime(zone, new Date(file.addedAt)))}</span>
          </div>
        </div>
        <Tooltip label={t('files.remove')}>
          <ActionIcon
            aria-label={t('files.removeThis', { name: file.name })}
            onClick={() => setRemoving(true)}
          >
            <Icon name="trash" />
          </ActionIcon>
        </Tooltip>
      </div>
      {remove.isError && <ProblemNotice error={remove.error} />}
      {removing && (
        <Dialog
          title={t('files.removeThis', { name: file.name })}
          close={t('cancel')}
          onClose={() => setRemoving(false)}
        >
          <p>{t('files.removeText')}</p>
          <DialogButtons
            grave
            yes={t('files.remove')}
            no={t('cancel')}
            pending={remove.isPending}
            onYes={() => remove.mutate()}
            onNo={() => setRemoving(false)}
          />
        </Dialog>
      )}
    </li>
  );
}

interface Sending {
  name: string;
  /** Of 1. */
  share: number;
}

/** Sends files one after the other; what is too large is not begun. */
function useSending(lead: string, limit: number | undefined) {
  const queries = useQueryClient();
  const [now, setNow] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tooLarge, setTooLarge] = useState<string[]>([]);
  const stop = useRef<AbortController | null>(null);
  const waiting = useRef<File[]>([]);
  const work = async () => {
    const abort = new AbortController();
    stop.current = abort;
    for (let file = waiting.current.shift(); file !== undefined; file = waiting.current.shift()) {
      const { name } = file;
      setNow({ name, share: 0 });
      const path = `/api/leads/${lead}/files?name=${encodeURIComponent(name)}`;
      try {
        await upload(path, file, (share) => setNow({ name, share }), abort.signal);
      } catch (failure) {
        waiting.current = [];
        if (failure instanceof Problem) setError(failure);
      }
      void queries.invalidateQueries({ queryKey: ['lead', lead] });
    }
    stop.current = null;
    setNow(null);
  };
  const send = (files: File[]) => {
    const fits = (file: File) => limit === undefined || file.size <= limit;
    setError(null);
    setTooLarge(files.filter((file) => !fits(file)).map(({ name }) => name));
    waiting.current.push(...files.filter(fits));
    if (stop.current === null && waiting.current.length > 0) void work();
  };
  return { now, error, tooLarge, send, stop: () => stop.current?.abort() };
}
