/** The screens that belong to no project: a bar with the studio's name, and the screen. */
import { Suspense, type ComponentType } from "react";
import { Skeleton } from "../components/States";
import { useLocale } from "../state/localeContext";
import { Brand } from "./Brand";
import { ErrorBoundary } from "./ErrorBoundary";
import { StudioMenu } from "./StudioMenu";
import style from "./frame.module.css";

export function OuterFrame({ room: Screen }: { readonly room: ComponentType }) {
  const { t } = useLocale();
  return (
    <>
      <a className={style.skip} href="#content">
        {t("shell.skipToContent")}
      </a>
      <div className={style.outer}>
        <header className={style.bar}>
          <Brand />
          <StudioMenu compact />
        </header>
        <main id="content" className={style.outerContent} tabIndex={-1}>
          <ErrorBoundary>
            <Suspense fallback={<Skeleton lines={6} />}>
              <Screen />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </>
  );
}
