const shapes = {
  again: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4 3.5V8h4.5',
  alert: 'M12 4 2.8 20h18.4zM12 10v4M12 17v.01',
  apart: 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9',
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3M8 17h3',
  check: 'M4 12.5 9.5 18 20 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  clip: 'M19 11.5l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.7a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.1-2.1L14.5 7.5',
  columns: 'M4 5h16v14H4zM9.5 5v14M14.5 5v14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  down: 'M6 9l6 6 6-6',
  eye: 'M2.5 12c2.5-4.5 6-6.5 9.5-6.5s7 2 9.5 6.5c-2.5 4.5-6 6.5-9.5 6.5S5 16.5 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  fork: 'M3 12h7M10 12c4 0 4-6 8-6h3M10 12c4 0 4 6 8 6h3M18 3l3 3-3 3M18 15l3 3-3 3',
  funnel: 'M3 5h18l-7 8v6l-4 2v-8z',
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5.5 5.5 5.5 12.5 0 18M12 3c-5.5 5.5-5.5 12.5 0 18',
  house: 'M4 21V4h10v17M14 9h6v12M2.5 21h19M7.5 8h3M7.5 12h3M7.5 16h3M17 13v.01M17 17v.01',
  inbox: 'M4 5h16v14H4zM4 14h4l1.5 2.5h5L16 14h4M8 9h8',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  open: 'M3 19V5h6l2 3h10v3M3 19l3.5-8H22l-3.5 8z',
  pencil: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c.4-3.8 3-5.2 6.5-5.2s6.1 1.4 6.5 5.2M15.5 5.3a3.3 3.3 0 0 1 0 6.4M17.5 15c2.4.4 3.8 2 4 5',
  phone:
    'M6 3.5 9 4l1 4.5-2 1.5c1 2.5 3.5 5 6 6l1.5-2 4.5 1 .5 3c-.2 1.5-1.5 2.5-3 2.5C10 20 4 14 3.5 6.5 3.5 5 4.5 3.7 6 3.5z',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c.5-4.5 4-6 8-6s7.5 1.5 8 6',
  pin: 'M9 3h6l-1 7 4 4H6l4-4zM12 14v7',
  place:
    'M12 21c4-5 6.5-8 6.5-11.5a6.5 6.5 0 0 0-13 0C5.5 13 8 16 12 21zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  play: 'M7 4.5v15l12-7.5z',
  save: 'M12 4v11M7.5 10.5 12 15l4.5-4.5M5 20h14',
  scales: 'M12 4v16M8 20h8M5 7h14M5 7l-3 7a3 3 0 0 0 6 0zM19 7l-3 7a3 3 0 0 0 6 0z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21',
  shield: 'M12 3 5 6v5c0 5 3 8.5 7 10 4-1.5 7-5 7-10V6zM9 11.5l2.2 2.2L15.5 9.5',
  side: 'M4 5h16v14H4zM9.5 5v14',
  stack: 'M12 3 3 8l9 5 9-5zM3 12l9 5 9-5M3 16l9 5 9-5',
  stop: 'M6 6h12v12H6z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  swap: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  tasks: 'M4 6.5l1.5 1.5L8 5M4 12.5l1.5 1.5L8 11M4 18.5l1.5 1.5L8 17M11 7h9M11 13h9M11 19h9',
  tag: 'M3 4h8l10 10-7 7L3 11zM7.5 8v.01',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  up: 'M6 15l6-6 6 6',
} as const;

export type IconName = keyof typeof shapes;

const turnsWithReading: ReadonlySet<IconName> = new Set(['play', 'back', 'fork', 'side', 'apart']);

/** A line icon, for decoration only: what it means is said by text or by the label of its button. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={turnsWithReading.has(name) ? 'turns-with-reading' : undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
