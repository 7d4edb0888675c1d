import { Button, Chip, Textarea } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../../ui/KeyCap';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Lead.module.css';
import { useDeed } from './useDeed';
import { useDraft } from './useDraft';
import { useKeys } from './useKeys';

const results = ['reached', 'no-answer', 'busy', 'call-back', 'wrong-number'] as const;

/** Where a call or a note is written down: it counts as having worked the lead. */
export function Compose({ id }: { id: string }) {
  const { t } = useTranslation('journal');
  const deed = useDeed(id);
  const [what, setWhat] = useState<'note' | 'call'>('note');
  const [text, setText] = useDraft(id);
  const [result, setResult] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const turnTo = (kind: 'note' | 'call') => {
    setWhat(kind);
    box.current?.focus();
  };
  useKeys({ KeyN: () => turnTo('note'), KeyC: () => turnTo('call') });
  const said = what === 'call' ? [result, text.trim()].filter(Boolean).join(' – ') : text.trim();
  const ready = !deed.isPending && (what === 'call' || said !== '');
  const keep = () => {
    if (!ready) return;
    deed.mutate(
      { kind: 'touch', what, text: said },
      {
        onSuccess: () => {
          setText('');
          setResult('');
          setWhat('note');
        },
      },
    );
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
    if (event.key === 'Escape') box.current?.blur();
  };
  return (
    <section className={classes.card} aria-label={t('write.title')}>
      <div className={classes.modes}>
        {(['note', 'call'] as const).map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant={what === kind ? 'light' : 'subtle'}
            aria-pressed={what === kind}
            rightSection={<KeyCap>{kind === 'note' ? 'N' : 'C'}</KeyCap>}
            onClick={() => turnTo(kind)}
          >
            {t(`write.${kind}`)}
          </Button>
        ))}
      </div>
      {what === 'call' && (
        <Chip.Group value={result} onChange={setResult}>
          <div className={classes.chips}>
            {results.map((each) => (
              <Chip key={each} size="xs" value={t(`write.result.${each}`)}>
                {t(`write.result.${each}`)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      )}
      <Textarea
        ref={box}
        aria-label={t('write.text')}
        placeholder={t(what === 'call' ? 'write.callText' : 'write.text')}
        dir="auto"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <div className={classes.buttons}>
        <Button
          disabled={!ready}
          loading={deed.isPending}
          rightSection={<KeyCap>Ctrl ↵</KeyCap>}
          onClick={keep}
        >
          {t(what === 'call' ? 'write.saveCall' : 'write.saveNote')}
        </Button>
      </div>
      {deed.isError && <ProblemNotice error={deed.error} />}
    </section>
  );
}
