/** Code to copy. */
import { useEffect, useState } from "react";
import { useLocale } from "../state/localeContext";
import { Button } from "./Button";
import style from "./CodeBlock.module.css";

const SHOWN = 2_000; // milliseconds for which the button says that it was copied

export interface CodeBlockProps {
  /** What the code is, for screen readers and the name of the button. */
  readonly label: string;
  readonly code: string;
}

export function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <div className={style.block}>
      <pre className={style.code} tabIndex={0} role="group" aria-label={label}>
        <code>{code.trimEnd()}</code>
      </pre>
      <CopyButton text={code} label={label} />
    </div>
  );
}

/** A button that copies a text, and says that it has. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useLocale();
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed"); // the browser forbids it, or the page is not secure
    }
  };
  return (
    <Button
      small
      icon={state === "copied" ? "check" : "copy"}
      aria-label={`${t("shell.copy")}: ${label}`}
      onPress={() => void copy()}
    >
      <span role="status">
        {t(
          state === "idle"
            ? "shell.copy"
            : state === "copied"
              ? "shell.copied"
              : "shell.copyFailed",
        )}
      </span>
    </Button>
  );
}
