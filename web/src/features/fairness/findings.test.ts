import { expect, test } from 'vitest';
import contract from '../../../../api/openapi.json';
import { languageCodes } from '../../i18n/languages';

type Words = { findings: Record<string, string>; gap: Record<string, string> };
const texts = import.meta.glob<Words>('../../i18n/*/verification.json', { import: 'default', eager: true });
const { VerificationFinding, VerificationGap } = contract.components.schemas;

for (const language of languageCodes) {
  test(`all that a verification can find has its words in ${language}`, () => {
    const words = texts[`../../i18n/${language}/verification.json`];
    expect(Object.keys(words?.findings ?? {}).sort()).toEqual(
      VerificationFinding.properties.kind.enum.toSorted(),
    );
    expect(Object.keys(words?.gap ?? {}).sort()).toEqual(VerificationGap.properties.kind.enum.toSorted());
  });
}
