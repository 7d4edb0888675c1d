import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

/** A button of the top bar with a menu under it; `label` says what the button's face does not. */
export function BarMenu(props: { icon: IconName; face: ReactNode; label: string; children: ReactNode }) {
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<Icon name={props.icon} />}
          aria-label={props.label}
        >
          {props.face}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{props.children}</Menu.Dropdown>
    </Menu>
  );
}
