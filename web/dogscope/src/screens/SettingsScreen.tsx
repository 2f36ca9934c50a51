/** Settings, the user's data, and what the app is. */
import { useEffect, useState } from "react";
import { room } from "../storage/storageQuota";
import type { Settings as Kept } from "../storage/records";
import { useApp, useKept, useWords } from "../state/appContext";
import { useInstall } from "../state/installPrompt";
import { Icon } from "../components/Icon";
import { troubleText } from "../state/errorMessages";
import { useWork, work, type Work } from "../state/dataTask";
import { LANGUAGES } from "../locales/locale";
import { give } from "../sharing/deliverFile";
import { Confirm } from "../components/ConfirmDeletion";
import { FileButton } from "../components/FileButton";

export function Settings() {
  const { keeper, toaster } = useApp();
  const install = useInstall();
  const words = useWords();
  const { t } = words;
  const { settings } = useKept();
  const set = <K extends keyof Kept>(key: K, value: Kept[K]): void => void keeper.set(key, value);
  return (
    <section className="page settings" aria-labelledby="settings-title">
      <h1 id="settings-title">{t("settings.title")}</h1>
      <section aria-labelledby="play-title">
        <h2 id="play-title">{t("settings.play")}</h2>
        {(["sound", "vibration", "places"] as const).map((key) => (
          <label key={key} className="toggle">
            <span>
              {t(`settings.${key}`)}
              <small>{t(`settings.${key}.how`)}</small>
            </span>
            <input
              type="checkbox"
              role="switch"
              checked={settings[key]}
              onChange={(event) => {
                const { checked } = event.target;
                if (key !== "places" || !checked) return set(key, checked);
                // Asked now, not over a dog.
                set("places", true);
                void mayLocate().then((allowed) => {
                  if (allowed) return;
                  set("places", false);
                  toaster.say(t("settings.places.refused"), "bad");
                });
              }}
            />
          </label>
        ))}
        <label className="toggle">
          <span>{t("settings.theme")}</span>
          <select
            value={settings.theme}
            onChange={(event) => set("theme", event.target.value as Kept["theme"])}
          >
            {(["auto", "light", "dark"] as const).map((each) => (
              <option key={each} value={each}>
                {t(`settings.theme.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="toggle">
          <span>{t("settings.language")}</span>
          <select
            value={settings.language ?? ""}
            onChange={(event) =>
              set("language", event.target.value === "" ? null : event.target.value)
            }
          >
            <option value="">{t("settings.language.auto")}</option>
            {LANGUAGES.map((code) => (
              <option key={code} value={code} lang={code}>
                {words.languageName(code)}
              </option>
            ))}
          </select>
        </label>
      </section>
      {install && (
        <section aria-labelledby="install-title">
          <h2 id="install-title">{t("install.title")}</h2>
          <p>{t(install.by === "asking" ? "install.why" : "install.hand")}</p>
          {install.by === "asking" && (
            <button type="button" className="primary" onClick={install.ask}>
              <Icon name="download" />
              {t("install.now")}
            </button>
          )}
        </section>
      )}
      <Data />
      <section aria-labelledby="about-title">
        <h2 id="about-title">{t("about.title")}</h2>
        <p>{t("about.private")}</p>
        <p>{t("about.scores")}</p>
        <p className="fine">
          {t("about.made", { version: __VERSION__ })}{" "}
          <a href="licences.txt" target="_blank" rel="noopener">
            {t("about.licences")}
          </a>
        </p>
      </section>
    </section>
  );
}

/** Whether the browser tells where it is; it asks the user, the first time. */
function mayLocate(): Promise<boolean> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(false);
    navigator.geolocation.getCurrentPosition(
      () => resolve(true),
      ({ code, PERMISSION_DENIED }) => resolve(code !== PERMISSION_DENIED),
      { maximumAge: Infinity, timeout: 20_000 },
    );
  });
}

/** The user's data are theirs: to take along, to train with, to delete. */
function Data() {
  const { keeper, toaster } = useApp();
  const words = useWords();
  const { t } = words;
  const { catches, examples, dogs } = useKept();
  const busy = useWork();
  const [deleting, setDeleting] = useState(false);
  const [space, setSpace] = useState<{ used: number } | null>(null);
  const counts = { catches, examples, dogs };
  const what = (["catches", "examples", "dogs"] as const)
    .filter((each) => counts[each].length > 0)
    .map((each) => t(`data.n.${each}`, { n: counts[each].length }));
  const isEmpty = catches.length + examples.length + dogs.length === 0;
  useEffect(() => {
    void room().then(setSpace);
  }, [catches.length]);

  const run = (what: Work, todo: () => Promise<void>): void => {
    work(what, todo).catch(async (error: unknown) => {
      const { ArchiveError } = await import("../sharing/archive");
      const text =
        error instanceof ArchiveError ? t(`import.${error.trouble}`) : troubleText(error, words);
      toaster.say(text, "bad");
    });
  };
  const exportAll = async (): Promise<void> => {
    const { exportAll: write } = await import("../sharing/archive");
    const zip = await write(keeper);
    const day = new Date().toISOString().slice(0, 10);
    await give(new File([zip], `dog-scope-${day}.zip`, { type: "application/zip" }), "Dog Scope", {
      sheet: false,
    });
    toaster.say(t("data.exported", { size: words.megabytes(zip.size) }), "good");
  };
  const exportDataset = async (): Promise<void> => {
    const { exportDataset: write } = await import("../sharing/datasetExport");
    const english = await import("../locales/en.json");
    const names = english.breeds as Record<string, string>;
    const { zip, pictures } = await write(keeper, (id) => names[id] ?? id);
    await give(new File([zip], "dog-scope-dataset.zip", { type: "application/zip" }), "Dog Scope", {
      sheet: false,
    });
    toaster.say(t("data.dataset.done", { n: pictures }), "good");
  };
  const importFrom = async (file: File): Promise<void> => {
    const { importAll } = await import("../sharing/archive");
    const came = await importAll(file, keeper);
    const parts = (["catches", "examples", "dogs"] as const)
      .filter((what) => came[what] > 0)
      .map((what) => t(`data.n.${what}`, { n: came[what] }));
    const { left } = came;
    const said = [
      ...(parts.length > 0 ? [t("data.imported", { what: words.list(parts) })] : []),
      ...(left > 0 ? [t("data.imported.left", { n: left })] : []),
    ];
    toaster.say(said.join(" ") || t("data.imported.nothing"), left > 0 ? "bad" : "good");
  };
  return (
    <section aria-labelledby="data-title">
      <h2 id="data-title">{t("data.title")}</h2>
      <p>{t("data.what", { n: catches.length })}</p>
      {space && <p className="fine">{t("data.space", { size: words.megabytes(space.used) })}</p>}
      <ul className="rows">
        <li>
          <button
            type="button"
            disabled={isEmpty || busy !== null}
            onClick={() => run("export", exportAll)}
          >
            <Icon name="download" />
            <span>
              {t("data.export")}
              <small>{t("data.export.how")}</small>
            </span>
          </button>
        </li>
        <li>
          <FileButton
            accept=".zip,application/zip"
            onFiles={([file]) => run("import", () => importFrom(file!))}
            disabled={busy !== null}
          >
            <Icon name="upload" />
            <span>
              {t("data.import")}
              <small>{t("data.import.how")}</small>
            </span>
          </FileButton>
        </li>
        <li>
          <button
            type="button"
            disabled={examples.length === 0 || busy !== null}
            onClick={() => run("dataset", exportDataset)}
          >
            <Icon name="pencil" />
            <span>
              {t("data.dataset", { n: examples.length })}
              <small>{t("data.dataset.how")}</small>
            </span>
          </button>
        </li>
        <li>
          <button
            type="button"
            className="dangerous"
            disabled={isEmpty || busy !== null}
            aria-expanded={deleting}
            onClick={() => setDeleting(!deleting)}
          >
            <Icon name="trash" />
            <span>
              {t("data.delete")}
              <small>{t("data.delete.how")}</small>
            </span>
          </button>
        </li>
      </ul>
      {busy && <p role="status">{t(`data.${busy}.busy`)}</p>}
      {deleting && !isEmpty && (
        <Confirm
          question={`${t("data.delete.sure", { what: words.list(what) })} ${t("data.delete.export")}`}
          yes={t("data.delete")}
          onYes={() => {
            setDeleting(false);
            run("delete", async () => {
              await keeper.clear();
              toaster.say(t("data.deleted"), "good");
            });
          }}
          onNo={() => setDeleting(false)}
        />
      )}
    </section>
  );
}
