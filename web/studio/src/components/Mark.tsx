/** The studio's mark, hidden from screen readers: its name or a title stands beside. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M9 9.500 16 23l7-13.500"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="3.500"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="10" r="2.300" fill="var(--on-accent)" />
    </svg>
  );
}
