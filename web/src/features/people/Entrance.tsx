import type { ReactNode } from 'react';
import type { Language } from '../../i18n/languages';
import { ColourSwitch } from '../../ui/ColourSwitch';
import { LanguageMenu } from '../../ui/LanguageMenu';
import { Mark } from '../../ui/Mark';
import classes from './Entrance.module.css';

/** The page before one is signed in: the mark, one form, the language. */
export function Entrance({
  title,
  lead,
  onLanguage,
  children,
}: {
  title: string;
  lead: string;
  onLanguage?: (language: Language) => void;
  children: ReactNode;
}) {
  return (
    <div className={classes.page}>
      <header className={classes.corner}>
        <LanguageMenu onPick={onLanguage} />
        <ColourSwitch />
      </header>
      <main className={classes.card}>
        <div className={classes.brand}>
          <Mark size={34} />
          <span>Fairlead</span>
        </div>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {children}
      </main>
    </div>
  );
}
