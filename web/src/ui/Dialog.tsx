import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFocusBack } from './useFocusBack';

interface Props {
  title: string;
  /** What the cross says. */
  close: string;
  size?: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that is open as long as it is drawn; the focus goes back to where it came from. */
export function Dialog({ title, close, size = 'md', onClose, children }: Props) {
  useFocusBack();
  return (
    <Modal
      opened
      size={size}
      onClose={onClose}
      returnFocus={false}
      title={title}
      closeButtonProps={{ 'aria-label': close }}
    >
      {children}
    </Modal>
  );
}
