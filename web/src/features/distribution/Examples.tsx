import { Button, Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import classes from './Examples.module.css';
import { examplesQuery } from './queries';

const known = ['beauty-shop', 'estate-agency', 'call-centre'] as const;

interface Props {
  onPick: (id: string) => void;
}

/** The offered examples in a menu; picking one puts its text in, undo brings the former text back. */
export function ExamplesMenu({ onPick }: Props) {
  const { t } = useTranslation('simulator');
  const examples = useQuery(examplesQuery);
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Icon name="stack" />}
          rightSection={<Icon name="down" size={12} />}
        >
          {t('file.examples')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(examples.data?.rows ?? []).map(({ id }) => (
          <Menu.Item key={id} onClick={() => onPick(id)}>
            <Example id={id} />
          </Menu.Item>
        ))}
        {examples.isError && <Menu.Label>{t('file.noExamples')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The offered examples side by side, for a place that is still empty. */
export function ExampleCards({ onPick }: Props) {
  const examples = useQuery(examplesQuery);
  return (
    <div className={classes.cards}>
      {(examples.data?.rows ?? []).map(({ id }) => (
        <UnstyledButton key={id} className={classes.card} onClick={() => onPick(id)}>
          <Example id={id} />
        </UnstyledButton>
      ))}
    </div>
  );
}

function Example({ id }: { id: string }) {
  const { t } = useTranslation('simulator');
  const name = known.find((each) => each === id);
  if (name === undefined) return id;
  return (
    <>
      <span className={classes.name}>{t(`example.${name}.name`)}</span>
      <span className={classes.about}>{t(`example.${name}.about`)}</span>
    </>
  );
}
