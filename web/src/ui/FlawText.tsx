import type { FlawParts } from './flaws';
import { useFlawWords } from './flaws';

/** What is wrong, in the reader's language; what only the English message says stands behind it. */
export function FlawText({ flaw }: { flaw: FlawParts }) {
  const { words, english } = useFlawWords()(flaw);
  return (
    <>
      {words}
      {words !== '' && english !== null && ' · '}
      {english !== null && (
        <bdi lang="en" dir="ltr">
          {english}
        </bdi>
      )}
    </>
  );
}
