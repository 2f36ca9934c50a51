/** The settings, the user's data, and the app's own story. */
import { Icon } from "../components/Icon";
import { OptionSelect } from "../components/OptionSelect";
import { LANGUAGES } from "../locales/locale";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { useInstallWay } from "../state/installPrompt";
import { DataSettings } from "./DataSettings";
import { usePlacesSetting } from "./usePlacesSetting";

const SWITCHES = ["sound", "vibration", "places"] as const;
const THEMES = ["auto", "light", "dark"] as const;
/** The option for the browser's language. */
const BROWSER = "";

export default function SettingsScreen() {
  const { userData } = useApp();
  const locale = useLocale();
  const { t } = locale;
  const { settings } = useUserData();
  const set: typeof userData.setSetting = (key, value) => userData.setSetting(key, value);
  const setPlaces = usePlacesSetting();
  const change = (key: (typeof SWITCHES)[number], isOn: boolean): void =>
    void (key === "places" ? setPlaces(isOn) : set(key, isOn));
  return (
    <section className="page settings" aria-labelledby="settings-title">
      <h1 id="settings-title">{t("settings.title")}</h1>
      <section aria-labelledby="play-title">
        <h2 id="play-title">{t("settings.play")}</h2>
        {SWITCHES.map((key) => (
          <label key={key} className="toggle">
            <span>
              {t(`settings.${key}`)}
              <small>{t(`settings.${key}.how`)}</small>
            </span>
            <input
              type="checkbox"
              role="switch"
              checked={settings[key]}
              onChange={(event) => change(key, event.target.checked)}
            />
          </label>
        ))}
        <label className="toggle">
          <span>{t("settings.theme")}</span>
          <OptionSelect
            value={settings.theme}
            options={THEMES}
            labelOf={(theme) => t(`settings.theme.${theme}`)}
            onChange={(theme) => void set("theme", theme)}
          />
        </label>
        <label className="toggle">
          <span>{t("settings.language")}</span>
          <OptionSelect
            value={settings.language ?? BROWSER}
            options={[BROWSER, ...LANGUAGES]}
            labelOf={(code) =>
              code === BROWSER ? t("settings.language.auto") : locale.languageName(code)
            }
            langOf={(code) => (code === BROWSER ? undefined : code)}
            onChange={(code) => void set("language", code === BROWSER ? null : code)}
          />
        </label>
      </section>
      <InstallSection />
      <DataSettings />
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

function InstallSection() {
  const { t } = useLocale();
  const way = useInstallWay();
  if (!way) return null;
  return (
    <section aria-labelledby="install-title">
      <h2 id="install-title">{t("install.title")}</h2>
      <p>{t("install.why")}</p>
      {way.by !== "prompt" && <p>{t(`install.${way.by}`)}</p>}
      {way.by === "prompt" && (
        <button type="button" className="primary" onClick={way.ask}>
          <Icon name="download" />
          {t("install.now")}
        </button>
      )}
    </section>
  );
}
