import { Box, Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained } from '../../api/types';
import { isolated, momentOfYear, whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import cards from '../../ui/Card.module.css';
import { Dialog } from '../../ui/Dialog';
import { Told } from '../../ui/Told';
import classes from './Replay.module.css';
import type { ChangedLead, Outcome, Summary } from './replay';
import { Save } from './Save';

const page = 100;

const kinds = ['all', 'nobody', 'byHand'] as const;
type Kind = (typeof kinds)[number];

const are: Record<Kind, (lead: ChangedLead) => boolean> = {
  all: () => true,
  nobody: (lead) => lead.after.user === '',
  byHand: (lead) => lead.byHand,
};

interface Props {
  leads: ChangedLead[];
  summary: Summary;
  nameOf: (user: string) => string;
  sourceOf: (source: string) => string;
}

/** The leads that would be with somebody else, each with why then and why now. */
export function Changed({ leads, summary, nameOf, sourceOf }: Props) {
  const { t, i18n } = useTranslation(['replay', 'simulator']);
  const language = i18n.language;
  const [kind, setKind] = useState<Kind>('all');
  const [shown, setShown] = useState(page);
  const [open, setOpen] = useState<ChangedLead | null>(null);
  const chosen = leads.filter(are[kind]);
  const told = (outcome: Outcome) => `${nameOf(outcome.user)} (${t(`simulator:how.${outcome.how}`)})`;
  const rows = () => [
    [
      t('lead'),
      t('name'),
      t('source'),
      t('arrived'),
      t('before'),
      t('ruleBefore'),
      t('after'),
      t('ruleAfter'),
      t('hand'),
    ],
    ...chosen.map((lead) => [
      lead.id,
      lead.name,
      sourceOf(lead.source),
      lead.arrived,
      told(lead.before),
      lead.before.rule,
      told(lead.after),
      lead.after.rule,
      lead.byHand ? t('yes') : '',
    ]),
  ];
  if (leads.length === 0) return <Blank title={t('none.title')}>{t('none.text')}</Blank>;
  return (
    <>
      <div className={classes.tools}>
        <NativeSelect
          aria-label={t('show')}
          size="xs"
          value={kind}
          data={kinds
            .filter((each) => leads.some(are[each]))
            .map((each) => ({ value: each, label: t(`kind.${each}`) }))}
          onChange={(event) => {
            setKind(event.currentTarget.value as Kind);
            setShown(page);
          }}
        />
        {summary.listed < summary.changed && (
          <p className="quiet">
            {t('listed', {
              listed: whole(language, summary.listed),
              changed: whole(language, summary.changed),
            })}
          </p>
        )}
        <Save name="replay-leads" rows={rows} />
      </div>
      <Box component="section" className={cards.scroll} tabIndex={0} aria-label={t('tab.changed')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('lead')}</th>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('arrived')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
              <th scope="col">{t('hand')}</th>
            </tr>
          </thead>
          <tbody>
            {chosen.slice(0, shown).map((lead) => (
              <tr key={lead.id} data-open={open?.id === lead.id || undefined}>
                <th scope="row">
                  <button type="button" className={classes.pick} onClick={() => setOpen(lead)}>
                    <bdi>{lead.name === '' ? lead.id : lead.name}</bdi>
                  </button>
                </th>
                <td>
                  <bdi>{sourceOf(lead.source)}</bdi>
                </td>
                <td className="figures">{momentOfYear(language, lead.arrived)}</td>
                <td>{told(lead.before)}</td>
                <td className={lead.after.user === '' ? 'alert' : undefined}>{told(lead.after)}</td>
                <td>{lead.byHand ? t('yes') : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      {shown < chosen.length && (
        <div className={cards.buttons}>
          <Button variant="default" onClick={() => setShown(shown + page)}>
            {t('more', { count: Math.min(page, chosen.length - shown) })}
          </Button>
        </div>
      )}
      {open !== null && <Both lead={open} nameOf={nameOf} onClose={() => setOpen(null)} />}
    </>
  );
}

/** Why a lead went where it went, and why it would go elsewhere. */
function Both({
  lead,
  nameOf,
  onClose,
}: {
  lead: ChangedLead;
  nameOf: Props['nameOf'];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation('replay');
  const name = lead.name === '' ? lead.id : lead.name;
  return (
    <Dialog
      onClose={onClose}
      size="80rem"
      title={t('bothTitle', { lead: isolated(i18n.language, name) })}
      close={t('close')}
    >
      <p>
        <Link to="/leads/$id" params={{ id: lead.id }} target="_blank">
          {t('openLead')}
        </Link>
      </p>
      <div className={classes.both}>
        <section>
          <h3>{t('then', { person: isolated(i18n.language, nameOf(lead.before.user)) })}</h3>
          <Why explained={lead.whyBefore} lead={name} nameOf={nameOf} />
        </section>
        <section>
          <h3>{t('now', { person: isolated(i18n.language, nameOf(lead.after.user)) })}</h3>
          <Why explained={lead.whyAfter} lead={name} nameOf={nameOf} />
        </section>
      </div>
    </Dialog>
  );
}

function Why({
  explained,
  lead,
  nameOf,
}: {
  explained: Explained | null;
  lead: string;
  nameOf: Props['nameOf'];
}) {
  const { t } = useTranslation('replay');
  if (explained === null) return <p className="quiet">{t('noWhy')}</p>;
  return <Told explained={explained} lead={lead} nameOf={nameOf} heading={null} />;
}
