/** Choose the keys of labels. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "../../api/client";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { ErrorNotice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { useLabelKeys } from "./labellingData";
import style from "./label.module.css";

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLocale();
  const project = useProject().name;
  const keys = useLabelKeys();
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation({
    mutationFn: () =>
      call(
        api.PUT("/v1/projects/{project}/label-keys", {
          params: { path: { project } },
          body: {
            keys: Object.fromEntries(
              Object.entries(changed).map(([label, key]) => [label, key === "" ? null : key]),
            ),
          },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({
        queryKey: projectKey(project, "examples", "label keys"),
      });
      onClose();
    },
  });
  return (
    <Dialog
      open
      title={t("label.chooseKeys")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button tone="main" onPress={() => save.mutate()} isPending={save.isPending}>
            {t("label.saveKeys")}
          </Button>
        </>
      }
    >
      <p className={style.small}>{t("label.keysHelp")}</p>
      {save.error !== null && <ErrorNotice error={save.error} />}
      <div className={style.keyList}>
        {keys.map(({ label, key }) => (
          <TextField
            key={label}
            label={label}
            maxLength={1}
            value={changed[label] ?? key ?? ""}
            onChange={(next) => setChanged((now) => ({ ...now, [label]: next }))}
          />
        ))}
      </div>
    </Dialog>
  );
}
