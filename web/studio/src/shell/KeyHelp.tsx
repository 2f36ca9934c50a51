/** The list of the keys that work now, on `?`. */
import { Dialog } from "../components/Dialog";
import { Kbd } from "../components/Kbd";
import { useKeyList, useKeys } from "../state/keys";
import { useLocale } from "../state/localeContext";
import { closeKeyHelp, openKeyHelp, useKeyHelpOpen } from "./keyHelpState";
import style from "./KeyHelp.module.css";

export function KeyHelp() {
  const { t } = useLocale();
  const open = useKeyHelpOpen();
  useKeys(t("shell.everywhere"), [{ keys: ["?"], text: t("shell.keysKey"), run: openKeyHelp }]);
  const list = useKeyList();
  return (
    <Dialog title={t("shell.keys")} open={open} onClose={closeKeyHelp}>
      {list.map(({ title, keys }) => (
        <section key={title} className={style.group}>
          <h3>{title}</h3>
          <dl className={style.list}>
            {keys.map(({ keys: [key = ""], text }) => (
              <div key={key} className={style.row}>
                <dt>
                  <Kbd name={key} />
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
