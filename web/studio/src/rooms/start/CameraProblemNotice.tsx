/** Why there is no picture of a camera, and what to do. */
import { Button } from "../../components/Button";
import { Notice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import type { CameraProblem } from "./useCamera";

export interface CameraProblemNoticeProps {
  readonly problem: CameraProblem;
  readonly onRetry: () => void;
}

export function CameraProblemNotice({ problem, onRetry }: CameraProblemNoticeProps) {
  const { t } = useLocale();
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
      {t(`start.camera_${problem}`)}
    </Notice>
  );
}
