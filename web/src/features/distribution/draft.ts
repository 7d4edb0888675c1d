/** A settings file as it stood at one moment. The version names it where its megabytes of text would be too long. */
export interface Draft {
  readonly text: string;
  readonly version: number;
}

export const emptyDraft: Draft = { text: '', version: 0 };

let versions = 0;

/** The former draft if its text is the same; else a new one, with a version that no draft of this page had before. */
export function draftOf(text: string, former: Draft = emptyDraft): Draft {
  if (former.text === text) return former;
  versions += 1;
  return { text, version: versions };
}
