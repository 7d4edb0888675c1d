import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language, languageCodes, languages } from '../i18n/languages';
import { BarMenu } from './BarMenu';
import { Icon } from './Icon';

/** Switches the language of the whole page at once; `onPick` may remember it elsewhere. */
export function LanguageMenu({ onPick }: { onPick?: (language: Language) => void }) {
  const { t, i18n } = useTranslation('shell');
  const current = isLanguage(i18n.language) ? i18n.language : 'en';
  const pick = (language: Language) => {
    void i18n.changeLanguage(language);
    onPick?.(language);
  };
  return (
    <BarMenu
      icon="globe"
      face={languages[current]}
      label={t('languageNow', { language: languages[current] })}
    >
      {languageCodes.map((code) => (
        <Menu.Item
          key={code}
          lang={code}
          onClick={() => pick(code)}
          aria-current={code === current}
          rightSection={code === current ? <Icon name="check" /> : null}
        >
          {languages[code]}
        </Menu.Item>
      ))}
    </BarMenu>
  );
}
