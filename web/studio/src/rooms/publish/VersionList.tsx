/** The versions, the newest first: how good, from which run, by whom; and the way back. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { toast } from "../../state/toasts";
import { useMakeLive, type Version } from "./publishData";
import style from "./publish.module.css";

export function VersionList() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const makeLive = useMakeLive();
  const may = useMay()("rollBack");
  const [wanted, setWanted] = useState<number | null>(null);
  const versions = [...project.versions].sort((a, b) => b.number - a.number);
  const confirm = (version: number) =>
    makeLive.mutate(version, {
      onSuccess: () => {
        const before = project.live_version;
        setWanted(null);
        toast({
          text: t("publish.nowLive", { version }),
          ...(before !== null && {
            action: { text: t("shell.undo"), run: () => makeLive.mutate(before) },
          }),
        });
      },
    });
  return (
    <>
      <ol className={style.versions}>
        {versions.map((each) => (
          <li key={each.number}>
            <div className={style.versionHead}>
              <strong>{t("publish.version", { version: each.number })}</strong>
              {each.live && <span className={style.live}>{t("publish.live")}</span>}
              {each.names.map((word) => (
                <span key={word} className={style.word}>
                  @{word}
                </span>
              ))}
              {!each.live && may && (
                <Button small onPress={() => setWanted(each.number)}>
                  {t("publish.goTo")}
                </Button>
              )}
            </div>
            <p className={style.soft}>{figures(each)}</p>
            <p className={style.soft}>
              {[
                t("publish.runNumber", { run: each.run }),
                locale.moment(each.created_at),
                each.created_by,
              ]
                .filter((part) => part !== null && part !== "")
                .join(" · ")}
            </p>
          </li>
        ))}
      </ol>
      <Dialog
        alert
        title={t("publish.goToTitle", { version: wanted ?? 0 })}
        open={wanted !== null}
        onClose={() => setWanted(null)}
        actions={
          <>
            <Button onPress={() => setWanted(null)}>{t("shell.cancel")}</Button>
            <Button
              tone="main"
              isPending={makeLive.isPending}
              onPress={() => wanted !== null && confirm(wanted)}
            >
              {t("publish.goTo")}
            </Button>
          </>
        }
      >
        <p>{t("publish.goToText", { name: project.name, version: wanted ?? 0 })}</p>
        {makeLive.error !== null && <ErrorNotice error={makeLive.error} />}
      </Dialog>
    </>
  );

  function figures(version: Version): string {
    const tested =
      version.accuracy === null
        ? t("publish.versionUntested")
        : t("publish.versionTested", {
            share: locale.percent(version.accuracy),
            n: version.tested_on,
          });
    if (version.threshold === null) return tested;
    const score = locale.number(version.threshold, { maximumFractionDigits: 3 });
    return `${tested} · ${t("publish.versionThreshold", { score })}`;
  }
}
