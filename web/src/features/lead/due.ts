import { wallTime } from '../../i18n/format';
import { isLanguage, type Language } from '../../i18n/languages';

// Times as people type them, in words of their language or of English: "tom 18", "mon 9:30", "+2h", "24.12. 10:00".
// A wall time is a text like "2026-11-23T18:00".

/** Who types, and what the company's clock says. */
export interface Here {
  language: string;
  zone: string;
  now: Date;
}

interface Words {
  /** Names of the days from today on. */
  days: [string, string, string];
  tonight: string;
  week: string;
  /** Monday to Sunday: other names than those of the calendar, and their short forms. */
  weekdays: string[][];
  minutes: string;
  hours: string;
  more: string;
  weeks: string;
  /** What may stand before a day or an hour and says nothing more. */
  idle: string;
}

const words: Record<Language, Words> = {
  en: {
    days: ['today', 'tomorrow', 'day after tomorrow'],
    tonight: 'tonight|this evening',
    week: 'next week',
    weekdays: [],
    minutes: 'm|min|mins|minute|minutes',
    hours: 'h|hr|hrs|hour|hours',
    more: 'd|day|days',
    weeks: 'w|wk|week|weeks',
    idle: 'at|on|in|next|by',
  },
  it: {
    days: ['oggi', 'domani', 'dopodomani'],
    tonight: 'stasera|questa sera',
    week: 'settimana prossima|prossima settimana|la settimana prossima',
    weekdays: [],
    minutes: 'm|min|minuto|minuti',
    hours: 'h|ora|ore',
    more: 'g|giorno|giorni',
    weeks: 'sett|settimana|settimane',
    idle: 'alle|all|ore|fra|tra|il|prossimo|prossima',
  },
  de: {
    days: ['heute', 'morgen', 'ubermorgen'],
    tonight: 'heute abend',
    week: 'nachste woche',
    weekdays: [],
    minutes: 'm|min|minute|minuten',
    hours: 'h|std|stunde|stunden',
    more: 't|tag|tage|tagen',
    weeks: 'w|woche|wochen',
    idle: 'um|am|in|uhr|nachsten',
  },
  ru: {
    days: ['сегодня', 'завтра', 'послезавтра'],
    tonight: 'сегодня вечером|вечером',
    week: 'на следующей неделе|следующая неделя|след неделя',
    weekdays: [['пон'], ['вт'], ['среду'], ['чт'], ['пятницу'], ['субботу'], ['воскр']],
    minutes: 'м|мин|минут|минуту|минуты',
    hours: 'ч|час|часа|часов',
    more: 'д|дн|день|дня|дней',
    weeks: 'н|нед|неделю|недели|недель',
    idle: 'в|во|через|на|к',
  },
  he: {
    days: ['היום', 'מחר', 'מחרתיים'],
    tonight: 'הערב',
    week: 'שבוע הבא|בשבוע הבא',
    weekdays: [
      ['שני', 'ב׳'],
      ['שלישי', 'ג׳'],
      ['רביעי', 'ד׳'],
      ['חמישי', 'ה׳'],
      ['שישי', 'ו׳'],
      ['שבת', 'ש׳'],
      ['ראשון', 'א׳'],
    ],
    minutes: 'דק|דקה|דקות',
    hours: 'ש|שע|שעה|שעות',
    more: 'י|יום|ימים',
    weeks: 'שבוע|שבועות',
    idle: 'ב|בשעה|עוד|יום|ביום',
  },
};

const dayLength = 24 * 60 * 60_000;
const morning = '09:00';
const evening = '19:00';

/** The wall time that a text means; null for what is not understood. Hours without a day are the next such. */
export function dueOf(text: string, here: Here): string | null {
  const typed = plain(text);
  if (typed === '') return null;
  const tongues = [...new Set<Language>([isLanguage(here.language) ? here.language : 'en', 'en'])];
  for (const tongue of tongues) {
    const due = fromNow(typed, words[tongue], here) ?? dayAndHour(typed, tongue, here);
    if (due !== null) return due;
  }
  return null;
}

/** So many days after a wall time's day, at this hour. */
export function onDay(wall: string, days: number, hour: string): string {
  const day = new Date(Date.parse(`${wall.slice(0, 10)}T00:00Z`) + days * dayLength);
  return `${day.toISOString().slice(0, 10)}T${hour}`;
}

/** Lower case without accents, marks that join words, and signs that mean no more than a gap. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?:^|\s)ב?יום ([א-וש])['׳]?(?=\s|$)/g, ' $1׳')
    .replace(/(^|\s)([א-וש])'(?=\s|$)/g, '$1$2׳')
    .replace(/[,;'"]/g, ' ')
    .replace(/(^|\s)ב[־-]?(?=\d|יום|שעה)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function fromNow(typed: string, own: Words, { zone, now }: Here): string | null {
  const bare = typed.replace(new RegExp(`^(?:(?:${own.idle}) )+`), '');
  const found = /^\+?\s*(\d{1,3})\s*(\p{L}+)\.?$/u.exec(bare);
  if (found === null || (!typed.startsWith('+') && bare === typed && !/\p{L}/u.test(typed))) return null;
  const amount = Number(found[1]);
  const unit = found[2] ?? '';
  const is = (units: string) => units.split('|').includes(unit);
  if (is(own.minutes)) return wallTime(zone, new Date(now.getTime() + amount * 60_000));
  if (is(own.hours)) return wallTime(zone, new Date(now.getTime() + amount * 3_600_000));
  const wall = wallTime(zone, now);
  const days = is(own.more) ? amount : is(own.weeks) ? 7 * amount : null;
  return days === null ? null : onDay(wall, days, wall.slice(11));
}

function dayAndHour(typed: string, tongue: Language, here: Here): string | null {
  const wall = wallTime(here.zone, here.now);
  let rest = typed;
  let usual = morning;
  let day: number | null = null;
  const own = words[tongue];
  for (const [phrase, days, hour] of phrases(own, wall)) {
    const cut = without(rest, phrase);
    if (cut !== null) {
      [rest, day, usual] = [cut, days, hour];
      break;
    }
  }
  const idle = new Set(own.idle.split('|'));
  let hour: string | null = null;
  let weekday: number | null = null;
  for (const part of rest.split(' ').filter((each) => each !== '' && !idle.has(each))) {
    const read: string | null = hour === null ? hourOf(part) : null;
    const date = day === null && weekday === null ? dateOf(part, wall) : null;
    // A point may stand in a date or an hour: "24.12." and "18.30".
    if (date !== null && !(read !== null && /^\d{1,2}\.[1-5]\d$/.test(part))) day = date;
    else if (read !== null) hour = read;
    else if (day === null && weekday === null) {
      const known: number | null = dayNamed(part, tongue);
      if (known === null) return null;
      if (known < 0) day = -known - 1;
      else weekday = known;
    } else return null;
  }
  if (weekday !== null) {
    const today = (new Date(`${wall.slice(0, 10)}T00:00Z`).getUTCDay() + 6) % 7;
    const days = (weekday - today + 7) % 7;
    day = days === 0 && `${hour ?? '00:00'}` <= wall.slice(11) ? 7 : days;
  }
  if (day === null && hour === null) return null;
  if (day === null) return onDay(wall, (hour ?? '') > wall.slice(11) ? 0 : 1, hour ?? usual);
  return onDay(wall, day, hour ?? usual);
}

/** Days said in more than a word, with how far they are and the hour that is meant: the longest first. */
function phrases(own: Words, wall: string): [string, number, string][] {
  const monday = 7 - ((new Date(`${wall.slice(0, 10)}T00:00Z`).getUTCDay() + 6) % 7);
  const found: [string, number, string][] = [
    ...own.tonight.split('|').map((each): [string, number, string] => [each, 0, evening]),
    ...own.week.split('|').map((each): [string, number, string] => [each, monday, morning]),
    [own.days[2], 2, morning],
  ];
  return found
    .map(([text, days, hour]): [string, number, string] => [plain(text), days, hour])
    .sort(longestFirst);
}

function longestFirst([one]: [string, number, string], [other]: [string, number, string]) {
  return other.length - one.length;
}

/** The text without a phrase that stands in it as whole words; null if it does not. */
function without(text: string, phrase: string): string | null {
  const cut = ` ${text} `.replace(` ${phrase} `, ' ');
  return cut === ` ${text} ` ? null : cut.trim();
}

/** "18", "9:30", "18.30", "0930", "6pm", "18h" as "18:00". */
function hourOf(part: string): string | null {
  const found = /^(\d{1,2})(?:[:.h](\d{2}))?(am|pm|h|uhr)?$/.exec(part) ?? /^(\d{2})(\d{2})()$/.exec(part);
  if (found === null) return null;
  let hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  if (found[3] === 'pm' && hours < 12) hours += 12;
  if (found[3] === 'am' && hours === 12) hours = 0;
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** How many days away a date is: "24.12.", "24/12", "24.12.2027", "2027-12-24". Without its year, the next such. */
function dateOf(part: string, wall: string): number | null {
  const whole = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(part);
  const short = /^(\d{1,2})[./](\d{1,2})[./]?(\d{4}|\d{2})?$/.exec(part);
  const here = Date.parse(`${wall.slice(0, 10)}T00:00Z`);
  const year = Number(wall.slice(0, 4));
  const away = (inYear: number, month: number, day: number) => {
    const at = new Date(Date.UTC(inYear, month - 1, day));
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
      ? (at.getTime() - here) / dayLength
      : null;
  };
  if (whole !== null) return away(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  if (short === null) return null;
  const [day, month] = [Number(short[1]), Number(short[2])];
  if (short[3] !== undefined) return away(Number(short[3]) + (short[3].length === 2 ? 2000 : 0), month, day);
  const thisYear = away(year, month, day);
  return thisYear === null || thisYear >= 0 ? thisYear : away(year + 1, month, day);
}

/** A weekday (0 is Monday) by its name, its short form or what it begins with; −1 for today, −2 for tomorrow. */
function dayNamed(part: string, tongue: Language): number | null {
  const bare = part.replace(/\.$/, '').replace(/^ה(?=ערב)/, '');
  const names = namesOf(tongue);
  const exact = names.find(([name]) => name === bare);
  if (exact !== undefined) return exact[1];
  const begins = new Set(
    names.filter(([name]) => bare.length > 1 && name.startsWith(bare)).map(([, day]) => day),
  );
  return begins.size === 1 ? ([...begins][0] ?? null) : null;
}

function namesOf(tongue: Language): [string, number][] {
  const own = words[tongue];
  const names: [string, number][] = [
    [plain(own.days[0]), -1],
    [plain(own.days[1]), -2],
  ];
  for (const width of ['short', 'long'] as const) {
    const format = new Intl.DateTimeFormat(tongue, { weekday: width, timeZone: 'UTC' });
    for (let day = 0; day < 7; day++) {
      names.push([plain(format.format(Date.UTC(2026, 0, 5 + day))).replace(/\.$/, ''), day]);
    }
  }
  own.weekdays.forEach((more, day) => {
    for (const name of more) names.push([plain(name), day], [`ב${plain(name)}`, day]);
  });
  return names;
}
