/** The studio's name, which leads to all projects. */
import { Link } from "wouter";
import { useLocale } from "../state/localeContext";
import style from "./frame.module.css";

export function Brand() {
  const { t } = useLocale();
  return (
    <Link href="/" className={style.brand} aria-label={t("shell.home")}>
      <svg viewBox="0 0 32 32" width={26} height={26} aria-hidden="true">
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
      <span>Vizsla</span>
    </Link>
  );
}
