/** How far this tab has sent its files, in percent; nothing where it sends none. */
import { useAnySending } from "../state/adding";
import { useLocale } from "../state/localeContext";
import { useProject } from "../state/project";
import style from "./frame.module.css";

export function AddingNote() {
  const locale = useLocale();
  const sending = useAnySending(useProject().name);
  if (sending === null || sending.upload === null || sending.error !== null) return null;
  const { upload, received } = sending;
  if (received === upload.bytes) return null;
  return <span className={style.count}>{locale.percent(received / upload.bytes)}</span>;
}
