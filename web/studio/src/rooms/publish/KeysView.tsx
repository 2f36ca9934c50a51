/** Keys by which others call the function, and how often they do. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Panel } from "../../components/Page";
import { ErrorNotice, Notice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { NewKeyDialog } from "./NewKeyDialog";
import { useKeyItems, useRevokeKey, type Key } from "./publishData";
import { UsagePanel } from "./UsagePanel";
import style from "./publish.module.css";

export function KeysView() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const found = useKeyItems();
  const revoke = useRevokeKey();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Key | null>(null);
  return (
    <div className={style.sideBySide}>
      <Panel
        title={t("publish.keys")}
        tools={
          <Button icon="add" onPress={() => setMaking(true)}>
            {t("publish.newKey")}
          </Button>
        }
      >
        {found.error !== null && (
          <ErrorNotice error={found.error} retry={() => void found.refetch()} />
        )}
        {found.data === undefined && found.error === null && <Skeleton lines={4} />}
        {found.data !== undefined && (
          <>
            <Notice tone="info">
              {t(found.data.needed ? "publish.keysNeeded" : "publish.keysNotNeeded")}
            </Notice>
            {found.data.keys.length === 0 ? (
              <p className={style.soft}>{t("publish.noKeys")}</p>
            ) : (
              <ul className={style.versions}>
                {found.data.keys.map((each) => (
                  <li key={each.id}>
                    <div className={style.versionHead}>
                      <strong>{each.name}</strong>
                      <code className={style.keyId}>vz_{each.id}_…</code>
                      {each.state !== "valid" && (
                        <span className={style.ended}>{t(`publish.key_${each.state}`)}</span>
                      )}
                      {each.state === "valid" && each.own && (
                        <Button small tone="danger" onPress={() => setEnding(each)}>
                          {t("publish.revoke")}
                        </Button>
                      )}
                    </div>
                    <p className={style.soft}>{facts(each)}</p>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Panel>
      <UsagePanel />
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      <Dialog
        alert
        title={t("publish.revokeTitle", { name: ending?.name ?? "" })}
        open={ending !== null}
        onClose={() => setEnding(null)}
        actions={
          <>
            <Button onPress={() => setEnding(null)}>{t("shell.cancel")}</Button>
            <Button
              tone="danger"
              isPending={revoke.isPending}
              onPress={() =>
                ending !== null && revoke.mutate(ending.name, { onSuccess: () => setEnding(null) })
              }
            >
              {t("publish.revoke")}
            </Button>
          </>
        }
      >
        <p>{t("publish.revokeText")}</p>
        {revoke.error !== null && <ErrorNotice error={revoke.error} />}
      </Dialog>
    </div>
  );

  function facts(key: Key): string {
    return [
      key.own ? t("publish.keyOwn", { name: project.name }) : t("publish.keyAll"),
      key.per_minute === null ? null : t("publish.perMinute", { n: key.per_minute }),
      key.expires_at === null ? null : t("publish.expires", { at: locale.date(key.expires_at) }),
      t("publish.made", { at: locale.date(key.created_at) }),
    ]
      .filter((each) => each !== null)
      .join(" · ");
  }
}
