import { Button, Menu, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { isolated } from '../../i18n/format';
import cards from '../../ui/Card.module.css';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { Icon } from '../../ui/Icon';
import { keepText, keptText, ownerOf } from '../../ui/kept';
import { ProblemNotice } from '../../ui/Notice';
import { useInstant } from '../../ui/useZone';
import { Changes } from './Changes';
import { changesQuery, discardDraft, type Found, publishDraft, rulesKey, weekScenario } from './queries';
import classes from './Rules.module.css';
import type { DraftHandle } from './useDraft';

/** The state of the draft, and what can be done with it as a whole. */
export function DraftBar({ handle, found }: { handle: DraftHandle; found: Found | undefined }) {
  const { t, i18n } = useTranslation('rules');
  const instant = useInstant();
  const [asking, setAsking] = useState<'publish' | 'discard' | 'week' | null>(null);
  const { draft } = handle;
  const pending = handle.unsaved || draft?.exists === true;
  const broken = found?.misfits.length ?? 0;
  const regrets = (found?.findings.length ?? 0) + (found?.moreFindings ?? 0);
  const state = () => {
    if (handle.saving || handle.unsaved) return t('draft.saving');
    if (draft === undefined) return '';
    if (!draft.exists) return t('draft.inForce', { version: draft.published });
    return t('draft.changed', {
      who: isolated(i18n.language, draft.changedBy ?? ''),
      when: draft.changedAt ? instant(draft.changedAt) : '',
    });
  };
  return (
    <div className={classes.bar}>
      <div className={classes.state}>
        <strong>{pending ? t('draft.title') : t('draft.published')}</strong>
        <span className="quiet" role="status">
          {state()}
        </span>
        {broken > 0 && <span className="alert">{t('draft.broken', { count: broken })}</span>}
        {broken === 0 && regrets > 0 && <span>{t('draft.regrets', { count: regrets })}</span>}
        {draft?.exists === true && draft.basedOn !== draft.published && (
          <span className="alert">{t('draft.overtaken', { version: draft.published })}</span>
        )}
      </div>
      <Simulate handle={handle} onWeek={() => setAsking('week')} />
      <Button variant="default" disabled={!pending} onClick={() => setAsking('discard')}>
        {t('draft.discard')}
      </Button>
      <Button disabled={!pending || broken > 0} onClick={() => setAsking('publish')}>
        {t('draft.publish')}
      </Button>
      {asking === 'publish' && <Publish handle={handle} onClose={() => setAsking(null)} />}
      {asking === 'discard' && <Discard handle={handle} onClose={() => setAsking(null)} />}
      {asking === 'week' && <PastWeek handle={handle} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** Opens the simulator with the draft and a week of leads. */
function useTrying(handle: DraftHandle) {
  const session = useQuery(sessionQuery).data;
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (week: string | null) => {
      await handle.settled();
      const { settings } = await weekScenario(week);
      if (session) {
        const owner = ownerOf(session);
        keptText(owner);
        keepText(owner, settings);
      }
      await navigate({ to: '/simulator' });
    },
  });
}

function Simulate({ handle, onWeek }: { handle: DraftHandle; onWeek: () => void }) {
  const { t } = useTranslation('rules');
  const trying = useTrying(handle);
  const navigate = useNavigate();
  const replay = async () => {
    await handle.settled();
    await navigate({ to: '/replay', search: { rules: 'draft' } });
  };
  return (
    <>
      {trying.isError && <ProblemNotice error={trying.error} />}
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="play" size={14} />} loading={trying.isPending}>
            {t('draft.simulate')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => trying.mutate(null)}>{t('draft.exampleWeek')}</Menu.Item>
          <Menu.Item onClick={onWeek}>{t('draft.pastWeek')}</Menu.Item>
          <Menu.Item onClick={() => void replay()}>{t('draft.replay')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function PastWeek({ handle, onClose }: { handle: DraftHandle; onClose: () => void }) {
  const { t } = useTranslation('rules');
  const [day, setDay] = useState('');
  const trying = useTrying(handle);
  return (
    <Dialog onClose={onClose} title={t('draft.pastWeek')} close={t('cancel')}>
      {trying.isError && <ProblemNotice error={trying.error} />}
      <TextInput
        type="date"
        label={t('draft.dayOfWeek')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        data-autofocus
      />
      <div className={cards.buttons}>
        <Button disabled={day === ''} loading={trying.isPending} onClick={() => trying.mutate(day)}>
          {t('draft.simulate')}
        </Button>
      </div>
    </Dialog>
  );
}

function Publish({ handle, onClose }: { handle: DraftHandle; onClose: () => void }) {
  const { t } = useTranslation('rules');
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const seen = handle.draft?.version ?? 0;
  const changes = useQuery({ ...changesQuery('published', 'draft', seen), enabled: !handle.unsaved });
  const publish = useMutation({
    mutationFn: async () => publishDraft(await handle.settled(), note),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: rulesKey });
    },
  });
  const rows = (changes.data?.rows ?? []).map((row) => ({ ...row, name: row.rule }));
  return (
    <Dialog size="lg" onClose={onClose} title={t('draft.publishTitle')} close={t('cancel')}>
      {publish.isError && <ProblemNotice error={publish.error} />}
      <Changes rows={rows} none={t('change.none')} />
      <Textarea
        label={t('draft.note')}
        placeholder={t('draft.noteHint')}
        maxLength={2000}
        autosize
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
      <div className={cards.buttons}>
        <Button loading={publish.isPending} onClick={() => publish.mutate()}>
          {t('draft.publishNow')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

function Discard({ handle, onClose }: { handle: DraftHandle; onClose: () => void }) {
  const { t } = useTranslation('rules');
  const queries = useQueryClient();
  const discard = useMutation({
    mutationFn: async () => discardDraft(await handle.settled()),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: rulesKey });
    },
  });
  return (
    <Dialog onClose={onClose} title={t('draft.discardTitle')} close={t('cancel')}>
      {discard.isError && <ProblemNotice error={discard.error} />}
      <p>{t('draft.discardText')}</p>
      <DialogButtons
        yes={t('draft.discardNow')}
        no={t('cancel')}
        pending={discard.isPending}
        onYes={() => discard.mutate()}
        onNo={onClose}
        grave
      />
    </Dialog>
  );
}
