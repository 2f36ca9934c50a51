/** Shares of 1, side by side in one bar. */
import { useLocale } from "../../state/localeContext";
import style from "./figures.module.css";

export interface ShareBarProps {
  readonly labels: readonly string[];
  /** 0 to 1; what is left to 1 belongs to others. */
  readonly shares: readonly number[];
  readonly colours?: readonly string[];
}

const NARROW = 0.12; // a share below it has no room for its name

export function ShareBar({ labels, shares, colours }: ShareBarProps) {
  const locale = useLocale();
  const percent = (share: number) => (share < 0.1 ? locale.percent(share, 1) : locale.score(share));
  return (
    <ul className={style.shares}>
      {labels.map((label, at) => (
        <li
          key={label}
          style={{
            flexGrow: shares[at]!,
            borderColor: colours?.[at] ?? `var(--label-${(at % 10) + 1})`,
          }}
          title={`${label} ${percent(shares[at]!)}`}
        >
          {shares[at]! < NARROW ? (
            <span className="visually-hidden">{`${label} ${percent(shares[at]!)}`}</span>
          ) : (
            <>
              <span className={style.shareName}>{label}</span>
              <span>{percent(shares[at]!)}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
