import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';

/** Switches between light and dark; until it is used, the computer's own choice counts. */
export function ColourSwitch() {
  const { t } = useTranslation('shell');
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  const label = now === 'dark' ? t('toLight') : t('toDark');
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(now === 'dark' ? 'light' : 'dark')}>
        <Icon name={now === 'dark' ? 'sun' : 'moon'} />
      </ActionIcon>
    </Tooltip>
  );
}
