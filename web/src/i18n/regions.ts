const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** All countries as choices by name in a language; their values are their two letters. */
export function regionsIn(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((value) => !/^(EU|EZ|UN|QO|ZZ|XA|XB|A[AC]|X[C-JL-Z]|CP|CQ|DG|EA|IC|TA)$/.test(value))
    .map((value) => ({ value, label: names.of(value) ?? '' }))
    .filter(({ label }) => label !== '')
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

/** The country a time zone is in; null if the browser does not know. */
export function regionOf(zone: string | null): string | null {
  if (zone === null) return null;
  for (const { value } of regionsIn('en')) {
    const locale = new Intl.Locale(`und-${value}`) as Intl.Locale & {
      getTimeZones?: () => string[] | undefined;
      timeZones?: string[];
    };
    if ((locale.getTimeZones?.() ?? locale.timeZones ?? []).includes(zone)) return value;
  }
  return null;
}
