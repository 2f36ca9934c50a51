/** Catches what a screen throws, says so, and offers to go on. */
import { Component, type ReactNode } from "react";
import { Button } from "../components/Button";
import { EmptyState } from "../components/States";
import { useLocale } from "../state/localeContext";

interface State {
  readonly error: Error | null;
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : <Broken error={error} />;
  }
}

function Broken({ error }: { readonly error: Error }) {
  const { t } = useLocale();
  return (
    <EmptyState
      title={t("shell.broken")}
      icon="alert"
      actions={
        <Button tone="main" onPress={() => location.reload()}>
          {t("shell.reload")}
        </Button>
      }
    >
      <p>{t("shell.brokenText")}</p>
      <p>
        <code>{error.message}</code>
      </p>
    </EmptyState>
  );
}
