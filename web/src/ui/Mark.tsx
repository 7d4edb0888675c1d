/** The mark: one line comes in through an eye and is led fairly to three. Drawn in the colour of the text around it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <circle cx="14" cy="16" r="5" />
        <path d="M1.6 16H9" />
        <path d="M18.3 13.4 29 6.4M19 16h11.4M18.3 18.6 29 25.6" />
      </g>
    </svg>
  );
}
