/** The strip above every room: where the project stands, and what would help most now. */
import { ButtonLink } from "../components/Button";
import { Icon } from "../components/Icon";
import { roomPath } from "../state/addresses";
import { useLocale } from "../state/localeContext";
import { useMay, type Operation } from "../state/mayDo";
import { useSession } from "../state/session";
import { useProject, type ProjectDetails } from "../state/project";
import style from "./frame.module.css";

type Action = ProjectDetails["next"]["action"];
const NEEDS: Readonly<Record<Action, Operation>> = {
  add: "importSource",
  settle: "settleLabel",
  label: "setLabels",
  check: "setLabels",
  train: "askForJob",
  test: "testRun",
  publish: "publishRun",
  try: "tryRun",
};

/** Returns the address where an action is done. */
function addressOf(project: string, action: Action): string {
  switch (action) {
    case "add":
      return roomPath(project, "add");
    case "settle":
      return roomPath(project, "label", { view: "settle" });
    case "label":
      return roomPath(project, "label");
    case "check":
      return roomPath(project, "explore", { state: "doubtful" });
    case "train":
    case "test":
    case "publish":
      return roomPath(project, action);
    case "try":
      return roomPath(project, "test", { view: "try" });
  }
}

export function NextStrip() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const may = useMay();
  const role = useSession().data?.person?.role;
  const { action, count } = project.next;
  const offered = may(NEEDS[action]);
  return (
    <aside className={style.strip} aria-label={t("shell.nextTitle")}>
      <p className={style.next}>
        <Icon name={offered ? "suggestion" : "eye"} />
        <span>
          {offered
            ? t(`shell.next_${action}`, count > 0 ? { n: count } : {})
            : t(role === "viewer" ? "shell.viewerNote" : "shell.ownersNext")}
        </span>
      </p>
      {offered && (
        <ButtonLink small href={addressOf(project.name, action)}>
          {t(`shell.do_${action}`)}
        </ButtonLink>
      )}
      <p className={style.standing}>
        {t("shell.examples", { n: project.examples })}
        {" · "}
        {t("shell.labelled", { n: project.labelled })}
        {" · "}
        {project.live_version === null
          ? t("shell.notPublished")
          : t("shell.liveVersion", { version: project.live_version })}
      </p>
    </aside>
  );
}
