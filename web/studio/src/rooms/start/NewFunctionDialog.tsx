/** Asks how a new function is called and what it is of, makes its project, and begins. */
import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { api, call } from "../../api/client";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select, Switch, TextField } from "../../components/Field";
import { ErrorNotice } from "../../components/States";
import { startSending } from "../../state/adding";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { freeName, kindOfFiles, nameOfFiles, projectName } from "../../state/pickedFiles";
import type { Way } from "./sources";
import style from "./NewFunctionDialog.module.css";

const KINDS = {
  images: "image-classification",
  texts: "text-classification",
  sounds: "sound-classification",
} as const;

export interface NewFunctionDialogProps {
  readonly way: Way;
  /** The names of the projects that there are. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

export function NewFunctionDialog({ way, taken, onClose }: NewFunctionDialogProps) {
  const { t } = useLocale();
  const [, navigate] = useLocation();
  const files = way.way === "files" ? way.files : [];
  const [name, setName] = useState(() =>
    freeName(nameOfFiles(files) || t("start.defaultName"), taken),
  );
  const [kind, setKind] = useState<keyof typeof KINDS>(() => kindOfFiles(files));
  const [several, setSeveral] = useState(false);
  const clean = projectName(name);
  const used = taken.some((each) => each.toLowerCase() === clean);
  const make = useMutation({
    mutationFn: () => makeProject(clean, KINDS[kind], several && kind !== "sounds"),
    onSuccess: () => {
      if (way.way === "files") startSending(clean, way.files);
      const from = way.way === "folder" ? { from: "folder" } : {};
      navigate(roomPath(clean, way.way === "camera" ? "camera" : "add", from));
    },
  });
  const error = clean === "" ? t("start.nameLetters") : used ? t("start.nameTaken") : "";
  return (
    <Dialog
      title={t("start.nameTitle")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button
            tone="main"
            isDisabled={error !== ""}
            isPending={make.isPending}
            onPress={() => make.mutate()}
          >
            {t("start.goOn")}
          </Button>
        </>
      }
    >
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (error === "" && !make.isPending) make.mutate();
        }}
      >
        <TextField
          label={t("start.name")}
          hint={
            clean !== name && clean !== ""
              ? t("start.nameBecomes", { name: clean })
              : t("start.nameHint")
          }
          value={name}
          onChange={setName}
          error={error}
          maxLength={60}
          autoFocus
        />
        {way.way !== "camera" && (
          <Select
            label={t("start.kind")}
            value={kind}
            choices={[
              { value: "images", text: t("start.kindImages"), hint: t("start.kindImagesHint") },
              { value: "texts", text: t("start.kindTexts"), hint: t("start.kindTextsHint") },
              { value: "sounds", text: t("start.kindSounds"), hint: t("start.kindSoundsHint") },
            ]}
            onChange={setKind}
          />
        )}
        {kind !== "sounds" && (
          <div>
            <Switch on={several} onChange={setSeveral}>
              {t("start.several")}
            </Switch>
            <p className={style.hint}>{t("start.severalHint")}</p>
          </div>
        )}
        {make.error !== null && <ErrorNotice error={make.error} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** Makes a project that trains by itself. */
export async function makeProject(name: string, kind: string, several: boolean) {
  return call(
    api.POST("/v1/projects", {
      body: { name, kind, encoder: null, multi_label: several, trains_itself: true },
    }),
  );
}
