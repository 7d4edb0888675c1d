// @vitest-environment happy-dom
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { textsReady } from './i18n';
import { languageCodes } from './languages';

const areas = Object.keys(import.meta.glob('./en/*.json')).map((path) =>
  path.slice('./en/'.length, -'.json'.length),
);

test('no part of a screen waits for texts that the screen has been drawn without', async () => {
  expect(areas).toContain('simulator');
  await textsReady;
  for (const language of languageCodes) {
    await i18next.changeLanguage(language);
    expect(areas.filter((area) => !i18next.hasResourceBundle(language, area))).toEqual([]);
  }
});
