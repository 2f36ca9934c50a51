/** What is shown where a screen breaks: a file that can't be had any more, or a mistake of ours. */
import { Component, type ReactNode } from "react";
import { AppContext, type App } from "../state/appContext";

interface BoundaryProps {
  readonly children: ReactNode;
}

export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  static override contextType = AppContext;
  declare context: App;
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    const { t } = this.context.words;
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
