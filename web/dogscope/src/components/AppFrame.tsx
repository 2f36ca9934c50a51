/** The frame around every screen: the way to the others, and the messages. */
import type { ReactNode } from "react";
import { useKept, useWords } from "../state/appContext";
import { Icon, Paw, type IconName } from "./Icon";
import { forgetRemembered } from "../state/screenMemory";
import { href, useRoute, type Screen } from "../state/router";
import { Toasts } from "./ToastList";

const TABS: readonly (readonly [Screen, IconName])[] = [
  ["scope", "scope"],
  ["kennel", "kennel"],
  ["journal", "journal"],
  ["me", "me"],
  ["settings", "settings"],
];

export function Frame({ children }: { children: ReactNode }) {
  const { screen } = useRoute();
  const { t } = useWords();
  const { trouble } = useKept();
  const current = screen === "breed" ? "kennel" : screen;
  return (
    <div className={`frame on-${screen}`}>
      <a className="skip" href="#main" onClick={skip}>
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
            onClick={() => forgetRemembered(to)}
          >
            <Icon name={icon} />
            <span>{t(`nav.${to}` as "nav.scope")}</span>
          </a>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        {trouble && (
          <p className="banner" role="alert">
            {t(`trouble.${trouble}`)}{" "}
            {trouble !== "unavailable" && (
              <button type="button" className="small" onClick={() => void renew()}>
                {t("reload")}
              </button>
            )}
          </p>
        )}
        {children}
      </main>
      <Toasts />
    </div>
  );
}

/** Loads the page anew, in its newest version. */
async function renew(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
  registration?.waiting?.postMessage("take over");
  location.reload();
}

/** The address's # is the screen's, so the jump is made by hand. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
