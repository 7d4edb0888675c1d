import { Box, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checked, Finding, Flaw } from '../../api/types';
import { whole } from '../../i18n/format';
import { FlawText } from '../../ui/FlawText';
import { Icon } from '../../ui/Icon';
import { useFindingWords } from '../../ui/words';
import classes from './FilePane.module.css';

/** The most findings that are drawn before one asks for all of them: drawing thousands would hold up the typing. */
const shownAtFirst = 100;

interface Props {
  checked: Checked;
  onGoTo: (line: number, column: number) => void;
}

/** What the check found: flaws with their places, or else what a manager would regret. */
export function Findings({ checked, onGoTo }: Props) {
  const { t } = useTranslation('simulator');
  const { flaws, moreFlaws, findings, moreFindings } = checked;
  const count = flaws.length + moreFlaws;
  if (count > 0) {
    return (
      <Panel label={t('check.flaws', { count })}>
        <h2 className="alert">
          <Icon name="alert" size={14} /> {t('check.flaws', { count })}
          <span className="quiet">{t('check.next')}</span>
        </h2>
        <ul>
          {flaws.map((flaw) => (
            <FlawLine key={`${flaw.line}:${flaw.column}:${flaw.message}`} flaw={flaw} onGoTo={onGoTo} />
          ))}
          {moreFlaws > 0 && (
            <li>
              <span className={classes.more}>{t('check.more', { count: moreFlaws })}</span>
            </li>
          )}
        </ul>
      </Panel>
    );
  }
  if (findings.length === 0) {
    return (
      <section className={classes.findings}>
        <h2 className={classes.good}>
          <Icon name="check" size={14} /> {t('check.good')}
        </h2>
      </section>
    );
  }
  return <Regrets findings={findings} more={moreFindings} />;
}

function Regrets({ findings, more }: { findings: Finding[]; more: number }) {
  const { t, i18n } = useTranslation('simulator');
  const [all, setAll] = useState(false);
  const count = findings.length + more;
  const shown = all ? findings : findings.slice(0, shownAtFirst);
  return (
    <Panel label={t('check.findings', { count })}>
      <h2>
        {t('check.findings', { count })}
        <span className="quiet">{t('check.findingsHint')}</span>
      </h2>
      <ul>
        {shown.map((finding) => (
          <FindingLine key={`${finding.id}:${finding.message}`} finding={finding} />
        ))}
        {shown.length < findings.length && (
          <li>
            <UnstyledButton className={classes.more} onClick={() => setAll(true)}>
              {t('check.showAll', { figure: whole(i18n.language, findings.length) })}
            </UnstyledButton>
          </li>
        )}
        {shown.length === findings.length && more > 0 && (
          <li>
            <span className={classes.more}>{t('check.more', { count: more })}</span>
          </li>
        )}
      </ul>
    </Panel>
  );
}

/** A list that scrolls below its heading, by the keyboard too. */
function Panel({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="section" className={classes.findings} tabIndex={0} aria-label={label}>
      {children}
    </Box>
  );
}

function FlawLine({ flaw, onGoTo }: { flaw: Flaw; onGoTo: Props['onGoTo'] }) {
  const { t } = useTranslation('simulator');
  return (
    <li>
      <UnstyledButton className={classes.line} onClick={() => onGoTo(flaw.line, flaw.column)}>
        <span className={`figures ${classes.place}`}>
          <span className="spoken">{t('check.line')}</span>
          {flaw.line}:{flaw.column}
        </span>
        <span>
          <FlawText flaw={flaw} />
        </span>
      </UnstyledButton>
    </li>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const words = useFindingWords();
  return (
    <li>
      <div className={classes.line}>
        <bdi className={classes.subject}>{finding.id}</bdi>
        <span dir="auto">{words(finding)}</span>
      </div>
    </li>
  );
}
