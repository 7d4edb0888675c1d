/** English is formatted as in most of the world, with the day before the month and the 24-hour clock. */
function tag(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

// Making a formatter costs far more than using it, and a table formats thousands of cells.
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return made(dateFormats, language, options, () => new Intl.DateTimeFormat(tag(language), options));
}

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return made(numberFormats, language, options, () => new Intl.NumberFormat(tag(language), options));
}

function made<F>(known: Map<string, F>, language: string, options: object, make: () => F): F {
  const key = `${language} ${JSON.stringify(options)}`;
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** A decimal string of the API ("0.67") in the figures of a language ("0,67"). */
export function decimal(language: string, value: string): string {
  const digits = value.includes('.') ? value.length - value.indexOf('.') - 1 : 0;
  return numberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  }).format(Number(value));
}

/** A decimal string with its sign, for differences: "+0.67", "−0.33", "0.00". */
export function difference(language: string, value: string): string {
  const digits = value.includes('.') ? value.length - value.indexOf('.') - 1 : 0;
  return numberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  })
    .format(Number(value))
    .replace('-', '\u2212');
}

/** A number as it is typed ("1234.5"), with all its digits and those of a thousand grouped ("1,234.5"). */
export function number(language: string, value: string): string {
  return numberFormat(language, { maximumFractionDigits: 20 }).format(Number(value));
}

/** An amount in a currency: "€1,234.50", "1.234,50 €"; cents only where there are some. A plain number without one. */
export function amount(language: string, currency: string | null, value: string): string {
  if (currency === null) return number(language, value);
  return numberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(Number.isInteger(Number(value)) ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
  }).format(Number(value));
}

export function whole(language: string, value: number): string {
  return numberFormat(language, {}).format(value);
}

/** At least so many, where there may be more; the plus stays behind the figure in either direction. */
export function atLeast(language: string, value: number, more: boolean): string {
  return more ? `\u2066${whole(language, value)}+\u2069` : whole(language, value);
}

/** Names in a row, as the language joins them: "Anna, Bruno and Carla". */
export function listed(language: string, items: string[]): string {
  return new Intl.ListFormat(tag(language), { type: 'conjunction' }).format(items);
}

const day = 24 * 60 * 60 * 1000;

/** A wall time of the company ("2026-11-23T09:05:00") as an instant that formats to itself in UTC. */
function wall(time: string): number {
  return Date.parse(`${time.length === 10 ? `${time}T00:00` : time}Z`);
}

/** A company wall time: "Mon, 23 Nov 2026, 09:05:26", in the order and words of the language. */
export function moment(language: string, time: string): string {
  return dated(language, time, { weekday: 'short', year: 'numeric' });
}

/** A company wall time in a column of many, without this year: "Mon, 23 Nov, 09:05:26", but "23 Nov 2024, 09:05". */
export function momentOfYear(
  language: string,
  time: string,
  year = String(new Date().getFullYear()),
): string {
  return dated(language, time, time.startsWith(year) ? { weekday: 'short' } : { year: 'numeric' });
}

function dated(language: string, time: string, more: Intl.DateTimeFormatOptions): string {
  return dateFormat(language, {
    timeZone: 'UTC',
    ...more,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(time.length > 16 && !time.endsWith(':00') ? { second: '2-digit' } : {}),
  }).format(wall(time));
}

/**
 * A wall time as people say it on the day of `from`: the hour alone on the same day, the weekday and the hour
 * within six days, the date and the hour after that. A date without an hour stays a date.
 */
export function until(language: string, time: string, from: string): string {
  const wholeDay = time.length === 10;
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = { day: 'numeric', month: 'long' } as const;
  const at = wall(time);
  const here = wall(from);
  const distance = Math.floor(at / day) - Math.floor(here / day);
  const far = distance < 0 || distance > 6;
  const options = wholeDay
    ? date
    : distance === 0
      ? hour
      : far
        ? { ...date, ...hour }
        : ({ weekday: 'long', ...hour } as const);
  return dateFormat(language, { timeZone: 'UTC', ...options }).format(at);
}

/** A date ("2026-12-25") as people say it: "25 December 2026". */
export function dayOf(language: string, date: string): string {
  return dateFormat(language, { timeZone: 'UTC', dateStyle: 'long' }).format(wall(date));
}

/** The names of the days from Monday to Sunday. */
export function weekdays(language: string, width: 'long' | 'short'): string[] {
  const monday = Date.UTC(2026, 0, 5);
  const format = dateFormat(language, { timeZone: 'UTC', weekday: width });
  return Array.from({ length: 7 }, (_, index) => format.format(monday + index * day));
}

type Weeks = Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };

/** The day with which weeks begin where the language is spoken, from 0 for Monday; 6, Sunday, in Hebrew. */
function firstDay(language: string): number {
  const locale: Weeks = new Intl.Locale(tag(language));
  const known = locale.getWeekInfo?.() ?? locale.weekInfo;
  return ((known?.firstDay ?? (language === 'he' ? 7 : 1)) + 6) % 7;
}

/** The days from 0 for Monday, in the order in which calendars of the language have them. */
export function weekOrder(language: string): number[] {
  const first = firstDay(language);
  return Array.from({ length: 7 }, (_, index) => (first + index) % 7);
}

/** The first day of the week that a date lies in, by calendars of the language. */
export function weekStart(language: string, date: string): string {
  const sinceMonday = new Date(wall(date)).getUTCDay() + 6;
  return addDays(date, -((sinceMonday - firstDay(language) + 7) % 7));
}

/** The date so many days after a date, or before it. */
export function addDays(date: string, days: number): string {
  return new Date(wall(date) + days * day).toISOString().slice(0, 10);
}

/** An hour of the day on the 24-hour clock: "09:00"; 24 is the day's end. */
export function hour(value: number): string {
  return `${String(value).padStart(2, '0')}:00`;
}

/** An instant of the API ("2026-11-21T20:42:11Z") in a zone: "22 Nov 2026, 03:42". */
export function instant(language: string, timeZone: string, value: string): string {
  return dateFormat(language, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(value));
}

/** The company's wall time at an instant ("2026-11-23T09:05"), now unless said otherwise. */
export function wallTime(timezone: string, at: Date = new Date()): string {
  const parts = dateFormat('sv', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return parts.replace(' ', 'T').slice(0, 16);
}

/** A day in the head of a column: "Mon 23". */
export function dayHead(language: string, date: string): string {
  return dateFormat(language, { timeZone: 'UTC', weekday: 'short', day: 'numeric' }).format(wall(date));
}

/** A period of days, as people say it: "23–29 November 2026". Both ends count. */
export function period(language: string, from: string, to: string): string {
  return dateFormat(language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).formatRange(wall(from), wall(to));
}

/** A month of a date: "November 2026". */
export function monthOf(language: string, date: string): string {
  return dateFormat(language, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(wall(date));
}

/** An instant of the API as the wall time of a zone: "2026-11-21T21:42:11". */
export function wallAt(zone: string, value: string): string {
  const parts = new Map<string, string>(
    dateFormat('en', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(Date.parse(value))
      .map(({ type, value: digits }) => [type, digits]),
  );
  const of = (type: string) => parts.get(type) ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`;
}

const hebrew = /\p{Script=Hebrew}|\p{Script=Arabic}/u;

/** A name or id inside a sentence that may be read the other way: kept from mixing with what stands around it. */
export function isolated(language: string, text: string): string {
  const other = language === 'he' ? !hebrew.test(text) : hebrew.test(text);
  return other && text !== '' ? `\u2068${text}\u2069` : text;
}

/** A share of 1 in percent, with at most one decimal. */
export function percentage(language: string, share: number): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A number of bytes in the largest unit of which there is at least one: "2.4 MB". */
export function size(language: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(3, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const words = numberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    // In short it would be "2 byte".
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
  return isolated(language, words);
}
