/** Files that are dropped anywhere on a project's screens are sent, and looked at before they are added. */
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { startSending } from "../state/adding";
import { roomPath } from "../state/addresses";
import { useLocale } from "../state/localeContext";
import { useMay } from "../state/mayDo";
import { filesOfDrop } from "../state/pickedFiles";
import { useProject } from "../state/project";
import style from "./DropAnywhere.module.css";

export function DropAnywhere() {
  const { t } = useLocale();
  const { name } = useProject();
  const [, navigate] = useLocation();
  const [over, setOver] = useState(false);
  const adds = useMay()("importSource");
  useEffect(() => {
    if (!adds) return;
    const holdsFiles = (event: DragEvent) =>
      !event.defaultPrevented && (event.dataTransfer?.types.includes("Files") ?? false);
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return setOver(false); // a screen takes it itself
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false); // out of the window
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer!).then((files) => {
        if (files.length === 0) return;
        startSending(name, files);
        navigate(roomPath(name, "add"));
      });
    };
    addEventListener("dragover", enter);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [name, navigate, adds]);
  if (!over) return null;
  return (
    <div className={style.veil} aria-hidden="true">
      <p>{t("shell.letGo")}</p>
    </div>
  );
}
