import { useDirection } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '../i18n/languages';

/** Turns the page round when the language is read the other way. */
export function Reading({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation('shell');
  const { setDirection } = useDirection();
  const wanted = directionOf(i18n.language);
  useEffect(() => setDirection(wanted), [setDirection, wanted]);
  return children;
}
