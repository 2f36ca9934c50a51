/** Why there is no picture of a camera, and what to do. */
import { Button } from "./Button";
import { Notice } from "./States";
import { useLocale } from "../state/localeContext";
import { useTouch } from "../state/mediaQueries";
import type { CameraProblem } from "../state/camera";

export interface CameraProblemNoticeProps {
  readonly problem: CameraProblem;
  readonly onRetry: () => void;
}

export function CameraProblemNotice({ problem, onRetry }: CameraProblemNoticeProps) {
  const { t } = useLocale();
  const touch = useTouch();
  return (
    <Notice
      tone="warn"
      actions={
        problem !== "insecure" && (
          <Button small onPress={onRetry}>
            {t("shell.tryAgain")}
          </Button>
        )
      }
    >
      {t(
        problem === "insecure" && touch ? "shell.camera_insecurePhone" : `shell.camera_${problem}`,
      )}
    </Notice>
  );
}
