/** The studio's name, which leads to all projects. */
import { Link } from "wouter";
import { Mark } from "../components/Mark";
import { useLocale } from "../state/localeContext";
import style from "./frame.module.css";

export function Brand() {
  const { t } = useLocale();
  return (
    <Link href="/" className={style.brand} aria-label={t("shell.home")}>
      <Mark size={26} />
      <span>Vizsla</span>
    </Link>
  );
}
