/** Chooses a folder of this computer, which the server reads as it lies there. */
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import style from "./LocalFolderDialog.module.css";

export interface LocalFolderDialogProps {
  readonly onClose: () => void;
  readonly onChoose: (path: string) => void;
}

export function LocalFolderDialog({ onClose, onChoose }: LocalFolderDialogProps) {
  const { t } = useLocale();
  const [path, setPath] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const look = useQuery({
    queryKey: ["folders", path ?? ""],
    queryFn: () =>
      call(api.GET("/v1/folders", path === null ? {} : { params: { query: { path } } })),
    staleTime: 0,
  });
  const found = look.data;
  const go = (next: string) => {
    setPath(next);
    setTyped(null);
  };
  return (
    <Dialog
      wide
      open
      title={t("start.localTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button
            tone="main"
            isDisabled={found === undefined && typed === null}
            onPress={() => onChoose(typed ?? found!.path)}
          >
            {t("start.takeFolder")}
          </Button>
        </>
      }
    >
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== null) go(typed);
        }}
      >
        <TextField
          label={t("start.path")}
          hint={t("start.pathHint")}
          value={typed ?? found?.path ?? path ?? ""}
          onChange={setTyped}
        />
        {look.error !== null && <ErrorNotice error={look.error} />}
        {look.isPending && <Skeleton lines={4} />}
        {found !== undefined && (
          <>
            <p className={style.holds}>
              {t("start.holds", { images: found.images, others: found.other_files })}
            </p>
            <ul className={style.folders}>
              {found.parent !== null && (
                <li>
                  <Button tone="quiet" icon="back" onPress={() => go(found.parent!)}>
                    {t("start.above")}
                  </Button>
                </li>
              )}
              {found.folders.map((each) => (
                <li key={each.path}>
                  <button type="button" className={style.folder} onClick={() => go(each.path)}>
                    <Icon name="folder" />
                    <span>{each.name}</span>
                    <Icon name="next" />
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </form>
    </Dialog>
  );
}
