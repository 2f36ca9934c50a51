/** The user's data: to export, to import, to train with, to delete. */
import { useEffect, useState, type ReactNode } from "react";
import { ConfirmDeletion } from "../components/ConfirmDeletion";
import { FileButton } from "../components/FileButton";
import { Icon, type IconName } from "../components/Icon";
import { useLocale, useUserData } from "../state/appContext";
import { useDataTask } from "../state/dataTask";
import { usedBytes } from "../storage/storageQuota";
import { RECORD_KINDS } from "../storage/userRecords";
import { useDataTasks } from "./useDataTasks";

export function DataSettings() {
  const locale = useLocale();
  const { t } = locale;
  const userData = useUserData();
  const { catches, examples, finds, walks } = userData;
  const running = useDataTask();
  const start = useDataTasks();
  const [isDeleting, setDeleting] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const [used, setUsed] = useState<number | null>(null);
  useEffect(() => {
    void usedBytes().then(setUsed);
  }, [catches.length]);
  const isBusy = running !== null;
  const counts = RECORD_KINDS.filter((kind) => userData[kind].length > 0).map((kind) =>
    t(`data.n.${kind}`, { n: userData[kind].length }),
  );
  const isEmpty = counts.length === 0;
  const placed = [...catches, ...finds].filter(({ place }) => place !== null).length + walks.length;
  const exportWith = (places: boolean): void => {
    setChoosing(false);
    start("export", { places });
  };
  return (
    <section aria-labelledby="data-title">
      <h2 id="data-title">{t("data.title")}</h2>
      <p>{t("data.what", { n: catches.length })}</p>
      {used !== null && <p className="fine">{t("data.space", { size: locale.megabytes(used) })}</p>}
      <ul className="rows">
        <li>
          <button
            type="button"
            disabled={isEmpty || isBusy}
            onClick={() => (placed > 0 ? setChoosing(!isChoosing) : exportWith(true))}
            aria-expanded={placed > 0 ? isChoosing : undefined}
          >
            <RowLabel icon="download" how={t("data.export.how")}>
              {t("data.export")}
            </RowLabel>
          </button>
        </li>
        {isChoosing && placed > 0 && (
          <li>
            <div className="confirm" role="alert" ref={showWhole}>
              <p>{t("data.places", { n: placed })}</p>
              <div className="actions">
                <button
                  type="button"
                  className="primary"
                  disabled={isBusy}
                  onClick={() => exportWith(false)}
                >
                  {t("data.places.without")}
                </button>
                <button
                  type="button"
                  className="secondary"
                  disabled={isBusy}
                  onClick={() => exportWith(true)}
                >
                  {t("data.places.with")}
                </button>
              </div>
            </div>
          </li>
        )}
        <li>
          <FileButton
            accept=".zip,application/zip"
            onFiles={([file]) => start("import", { file: file! })}
            disabled={isBusy}
          >
            <RowLabel icon="upload" how={t("data.import.how")}>
              {t("data.import")}
            </RowLabel>
          </FileButton>
        </li>
        <li>
          <button
            type="button"
            disabled={examples.length === 0 || isBusy}
            onClick={() => start("dataset")}
          >
            <RowLabel icon="pencil" how={t("data.dataset.how")}>
              {t("data.dataset", { n: examples.length })}
            </RowLabel>
          </button>
        </li>
        <li>
          <button
            type="button"
            className="dangerous"
            disabled={isEmpty || isBusy}
            aria-expanded={isDeleting}
            onClick={() => setDeleting(!isDeleting)}
          >
            <RowLabel icon="trash" how={t("data.delete.how")}>
              {t("data.delete")}
            </RowLabel>
          </button>
        </li>
      </ul>
      {running && <p role="status">{t(`data.${running}.busy`)}</p>}
      {isDeleting && !isEmpty && (
        <ConfirmDeletion
          question={`${t("data.delete.sure", { what: locale.list(counts) })} ${t("data.delete.export")}`}
          confirm={t("data.delete")}
          onConfirm={() => {
            setDeleting(false);
            start("delete");
          }}
          onCancel={() => setDeleting(false)}
        />
      )}
    </section>
  );
}

/** Scrolls to a question that has appeared: it may be below the screen. */
function showWhole(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

interface RowLabelProps {
  readonly icon: IconName;
  readonly how: string;
  readonly children: ReactNode;
}

function RowLabel({ icon, how, children }: RowLabelProps) {
  return (
    <>
      <Icon name={icon} />
      <span>
        {children}
        <small>{how}</small>
      </span>
    </>
  );
}
