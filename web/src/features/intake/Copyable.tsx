import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import classes from './Intake.module.css';

/** Text to be copied as it is: a key, a command, a snippet. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('intake');
  return (
    <>
      <pre className={classes.code} dir="ltr">
        {text}
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            aria-label={`${copied ? t('source.copied') : t('source.copy')}: ${label}`}
            leftSection={<Icon name={copied ? 'check' : 'copy'} />}
            onClick={copy}
          >
            {copied ? t('source.copied') : t('source.copy')}
          </Button>
        )}
      </CopyButton>
    </>
  );
}
