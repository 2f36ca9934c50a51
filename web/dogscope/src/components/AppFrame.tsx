/** The frame around every screen: the tabs, the banner for storage errors, and the toasts. */
import type { ReactNode } from "react";
import { reloadNewest } from "../offline/serviceWorkerRegistration";
import { useLocale, useUserData } from "../state/appContext";
import { href, useRoute, type Screen } from "../state/router";
import { resetScreen } from "../state/screenMemory";
import { Icon, Paw, type IconName } from "./Icon";
import { ToastList } from "./ToastList";

const TABS: readonly (readonly [Screen, IconName])[] = [
  ["scope", "scope"],
  ["kennel", "kennel"],
  ["journal", "journal"],
  ["me", "me"],
  ["settings", "settings"],
];

/** The screens that the kennel leads to. */
const IN_KENNEL: readonly Screen[] = ["breed", "mixes", "finds"];

export function AppFrame({ children }: { children: ReactNode }) {
  const { screen } = useRoute();
  const { t } = useLocale();
  const { error } = useUserData();
  const current = IN_KENNEL.includes(screen) ? "kennel" : screen;
  return (
    <div className={`frame on-${screen}`}>
      <a className="skip" href="#main" onClick={focusMain}>
        {t("skip")}
      </a>
      <nav className="tabs" aria-label={t("nav")}>
        <span className="brand" aria-hidden="true">
          <Paw size={28} />
          <span>Dog Scope</span>
        </span>
        {TABS.map(([to, icon]) => (
          <a
            key={to}
            href={href(to)}
            aria-current={current === to ? "page" : undefined}
            onClick={() => resetScreen(to)}
          >
            <Icon name={icon} />
            <span>{t(`nav.${to}` as "nav.scope")}</span>
          </a>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        {error && (
          <p className="banner" role="alert">
            {t(`error.${error}`)}{" "}
            {error !== "unavailable" && (
              <button type="button" className="small" onClick={() => void reloadNewest()}>
                {t("reload")}
              </button>
            )}
          </p>
        )}
        {children}
      </main>
      <ToastList />
    </div>
  );
}

/** Skips to the content by hand: the address's # names the screen. */
function focusMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
