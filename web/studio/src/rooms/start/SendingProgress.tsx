/** How far the files are sent, and what to do where that has failed. */
import { Button } from "../../components/Button";
import { Notice, Progress } from "../../components/States";
import { resumeSending, type Sending } from "../../state/adding";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { TooManyFilesError, UnreadableFileError } from "../../state/uploadFiles";

const NAMED = 3; // files

export interface SendingProgressProps {
  readonly sending: Sending;
  readonly onCancel: () => void;
}

export function SendingProgress({ sending, onCancel }: SendingProgressProps) {
  const locale = useLocale();
  const { t } = locale;
  const { upload, received, error, files, unreadable } = sending;
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
  if (error instanceof UnreadableFileError)
    return (
      <Notice
        tone="bad"
        actions={
          <>
            <Button small onPress={() => resumeSending(sending)}>
              {t("start.sendOn")}
            </Button>
            <Button small onPress={onCancel}>
              {t("start.chooseOthers")}
            </Button>
          </>
        }
      >
        {t("start.unreadableNow", { name: error.path })}
      </Notice>
    );
  if (error !== null)
    return (
      <Notice
        tone="bad"
        actions={
          <Button small onPress={() => resumeSending(sending)}>
            {t("start.sendOn")}
          </Button>
        }
      >
        {t("start.sendingStopped")} {errorText(error, locale)}
      </Notice>
    );
  const left = unreadable.length > 0 && (
    <Notice tone="warn">
      {t("start.unreadable", {
        n: unreadable.length,
        names: unreadable.slice(0, NAMED).join(", "),
      })}
      {unreadable.length > NAMED && ` ${t("start.andMore", { n: unreadable.length - NAMED })}`}
    </Notice>
  );
  if (upload !== null && received === upload.bytes) return left;
  const total = upload?.bytes ?? files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <>
      {left}
      <Progress
        label={t("start.sending", { n: files.length - unreadable.length })}
        value={total === 0 ? 1 : received / total}
        note={t("start.ofBytes", { done: locale.bytes(received), all: locale.bytes(total) })}
      />
    </>
  );
}
