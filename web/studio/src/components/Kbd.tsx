/** A key as it is printed on a keyboard. */
import { keyParts } from "./keyParts";
import style from "./Kbd.module.css";

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Enter: "↵",
};

export function Kbd({ name }: { readonly name: string }) {
  const parts = keyParts(name).map(
    (each) => SIGNS[each] ?? (each.length === 1 ? each.toUpperCase() : each),
  );
  return (
    <span className={style.keys}>
      {parts.map((each) => (
        <kbd key={each} className={style.key}>
          {each}
        </kbd>
      ))}
    </span>
  );
}
