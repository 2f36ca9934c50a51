/** A message in place of a screen that threw: a file that can't be loaded any more, or a bug. */
import { Component, type ReactNode } from "react";
import { AppContext, type App } from "../state/appContext";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  static override contextType = AppContext;
  declare context: App;
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const { t } = this.context.locale;
    return (
      <div className="empty" role="alert">
        <p>{t("broken")}</p>
        <button type="button" className="primary" onClick={() => location.reload()}>
          {t("reload")}
        </button>
      </div>
    );
  }
}
