/** Confetti for a newly found breed; it is hidden where the user prefers reduced motion. */
const COLOURS = 5;
const PIECES = 36;

export function Confetti() {
  return (
    <div className="confetti" aria-hidden="true">
      {Array.from({ length: PIECES }, (_, at) => (
        <span
          key={at}
          className={`c${at % COLOURS}`}
          style={
            {
              "--x": `${((at * 61) % 100) - 50}`,
              "--turn": `${(at * 137) % 720}deg`,
              "--wait": `${(at % 9) * 40}ms`,
              "--far": `${50 + ((at * 29) % 50)}`,
            } as React.CSSProperties
          }
        />
      ))}
    </div>
  );
}
