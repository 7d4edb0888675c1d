import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LeadRow, LeadSheet } from '../../api/types';
import { Icon } from '../../ui/Icon';
import { KeyCap } from '../../ui/KeyCap';
import { ProblemNotice } from '../../ui/Notice';
import { ColleagueTile } from './ColleagueTile';
import { Compose } from './Compose';
import { ContactCard } from './ContactCard';
import { Facts } from './Facts';
import classes from './Lead.module.css';
import { Offer } from './Offer';
import { leadQuery } from './queries';
import { SheetLine } from './SheetLine';
import { StatusTile } from './StatusTile';
import { Tasks } from './Tasks';
import { Timeline } from './Timeline';
import { useLive } from './useLive';
import { titleOf } from './words';

interface Props {
  /** As its row has it. */
  row: LeadRow;
  /** To the lead after this one in the list, or before it. */
  onStep: (by: 1 | -1) => void;
  /** Called before its page is opened, so that the page knows the list. */
  onLeave: () => void;
  onClose: () => void;
}

/** A lead beside its list: what its page holds, in one column. */
export function Beside({ row, onStep, onLeave, onClose }: Props) {
  const { id } = row;
  const { t } = useTranslation('lead');
  const { t: words } = useTranslation('lists');
  const whole = useQuery(leadQuery(id));
  useLive({ kind: 'lead', id });
  const sheet = whole.data;
  const lead = sheet?.lead ?? row;
  const title = titleOf(lead, t);
  return (
    <aside className={classes.beside} aria-label={words('beside.title')}>
      <header className={classes.besideHead}>
        <h2>
          <Link to="/leads/$id" params={{ id }} onClick={onLeave}>
            <bdi>{title}</bdi>
          </Link>
        </h2>
        <Tooltip label={words('neighbours.previous')}>
          <ActionIcon aria-label={words('neighbours.previous')} onClick={() => onStep(-1)}>
            <KeyCap>K</KeyCap>
          </ActionIcon>
        </Tooltip>
        <Tooltip label={words('neighbours.next')}>
          <ActionIcon aria-label={words('neighbours.next')} onClick={() => onStep(1)}>
            <KeyCap>J</KeyCap>
          </ActionIcon>
        </Tooltip>
        <Tooltip label={words('beside.close')}>
          <ActionIcon aria-label={words('beside.close')} onClick={onClose}>
            <Icon name="close" />
          </ActionIcon>
        </Tooltip>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className={classes.besideBody} tabIndex={0} aria-label={title}>
        <SheetLine lead={lead} />
        {whole.isError && sheet === undefined && <ProblemNotice error={whole.error} />}
        {whole.isPending && <Loader size="sm" aria-label={t('loading')} />}
        {sheet !== undefined && <Column key={id} id={id} sheet={sheet} title={title} />}
      </section>
    </aside>
  );
}

function Column({ id, sheet, title }: { id: string; sheet: LeadSheet; title: string }) {
  return (
    <>
      <Offer id={id} sheet={sheet} />
      <StatusTile id={id} sheet={sheet} />
      <ColleagueTile id={id} lead={sheet.lead} />
      <Facts id={id} sheet={sheet} />
      <Tasks lead={id} />
      <Compose id={id} />
      <Timeline of={{ kind: 'lead', id }} title={title} />
      {sheet.contact != null && <ContactCard contact={sheet.contact} />}
    </>
  );
}
