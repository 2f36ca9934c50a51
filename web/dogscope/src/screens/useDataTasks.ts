/** The tasks on all of the user's data: export, import, export as a dataset, delete. */
import { deliverFile } from "../sharing/deliverFile";
import { useApp } from "../state/appContext";
import { runDataTask, type DataTask } from "../state/dataTask";
import { useShowError } from "../state/useShowError";
import { RECORD_KINDS } from "../storage/userRecords";

interface TaskOptions {
  /** The file to import. */
  readonly file?: File;
  /** Whether an export holds the exact places of the catches. */
  readonly places?: boolean;
}

/** Returns a function that starts a task; its end, or its error, is shown as a toast. */
export function useDataTasks(): (task: DataTask, options?: TaskOptions) => void {
  const { userData, toaster, locale } = useApp();
  const { t } = locale;
  const showProblem = useShowError();
  // The code of the tasks is loaded when one is started.
  const exportData = async (places: boolean): Promise<void> => {
    const { exportUserData } = await import("../sharing/userDataExport");
    const zip = await exportUserData(userData, { places });
    const day = new Date().toISOString().slice(0, 10);
    await download(zip, `dog-scope-${day}.zip`);
    toaster.show(t("data.exported", { size: locale.megabytes(zip.size) }), "good");
  };
  const exportDataset = async (): Promise<void> => {
    const { exportDataset: write } = await import("../sharing/datasetExport");
    const english = await import("../locales/en.json");
    const names = english.breeds as Record<string, string>;
    const { zip, images } = await write(userData, (id) => names[id] ?? id);
    await download(zip, "dog-scope-dataset.zip");
    toaster.show(t("data.dataset.done", { n: images }), "good");
  };
  const importData = async (file: File): Promise<void> => {
    const { importUserData } = await import("../sharing/userDataImport");
    const imported = await importUserData(file, userData);
    const counts = RECORD_KINDS.filter((kind) => imported[kind] > 0).map((kind) =>
      t(`data.n.${kind}`, { n: imported[kind] }),
    );
    const { rejected } = imported;
    const sentences = [
      ...(counts.length > 0 ? [t("data.imported", { what: locale.list(counts) })] : []),
      ...(rejected > 0 ? [t("data.imported.rejected", { n: rejected })] : []),
    ];
    const text = sentences.join(" ") || t("data.imported.nothing");
    toaster.show(text, rejected > 0 ? "bad" : "good");
  };
  const deleteData = async (): Promise<void> => {
    await userData.clear();
    toaster.show(t("data.deleted"), "good");
  };
  const showError = async (error: unknown): Promise<void> => {
    const { ArchiveError } = await import("../sharing/archiveFormat");
    if (error instanceof ArchiveError) toaster.show(t(`import.${error.code}`), "bad");
    else showProblem(error);
  };
  return (task, { file, places = true } = {}) => {
    const run = {
      export: () => exportData(places),
      dataset: exportDataset,
      import: () => importData(file!),
      delete: deleteData,
    }[task];
    runDataTask(task, run).catch(showError);
  };
}

async function download(zip: Blob, name: string): Promise<void> {
  const file = new File([zip], name, { type: "application/zip" });
  await deliverFile(file, "Dog Scope", { sheet: false });
}
