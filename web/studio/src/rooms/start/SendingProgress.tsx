/** How far the files are sent, and what to do where that has failed. */
import { Button } from "../../components/Button";
import { Notice, Progress } from "../../components/States";
import { resumeSending, type Sending } from "../../state/adding";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { TooManyFilesError } from "../../state/uploadFiles";

export interface SendingProgressProps {
  readonly sending: Sending;
  readonly onCancel: () => void;
}

export function SendingProgress({ sending, onCancel }: SendingProgressProps) {
  const locale = useLocale();
  const { t } = locale;
  const { upload, received, error, files, project } = sending;
  if (error instanceof TooManyFilesError)
    return (
      <Notice
        tone="bad"
        actions={
          <Button small onPress={onCancel}>
            {t("start.chooseOthers")}
          </Button>
        }
      >
        {t("start.tooMany", { n: files.length, most: error.most })}
      </Notice>
    );
  if (error !== null)
    return (
      <Notice
        tone="bad"
        actions={
          <Button small onPress={() => resumeSending(project)}>
            {t("start.sendOn")}
          </Button>
        }
      >
        {t("start.sendingStopped")} {errorText(error, locale)}
      </Notice>
    );
  if (upload !== null && received === upload.bytes) return null;
  const total = upload?.bytes ?? files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <Progress
      label={t("start.sending", { n: files.length })}
      value={total === 0 ? 1 : received / total}
      note={t("start.ofBytes", { done: locale.bytes(received), all: locale.bytes(total) })}
    />
  );
}
