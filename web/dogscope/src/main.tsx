/** Starts Dog Scope. */
import "./styles/all.css";
import { StrictMode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Keeper } from "./storage/userDataStore";
import { startOffline } from "./offline/serviceWorkerRegistration";
import { BreedPage } from "./screens/BreedScreen";
import { Journal } from "./screens/JournalScreen";
import { Kennel } from "./screens/KennelScreen";
import { Me } from "./screens/ProfileScreen";
import { Scope } from "./screens/ScopeScreen";
import { Settings } from "./screens/SettingsScreen";
import { Welcome } from "./screens/WelcomeScreen";
import { AppContext, useWords, type App } from "./state/appContext";
import { Boundary } from "./components/ErrorBoundary";
import { EyesKeeper } from "./state/modelStore";
import { Frame } from "./components/AppFrame";
import { useRoute, type Route } from "./state/router";
import { wake } from "./state/soundEffects";
import { Toaster } from "./state/toaster";
import { languageFor, loadWords, type Words } from "./locales/locale";

function Root({ keeper, eyes, toaster, first }: Omit<App, "words"> & { first: Words }) {
  const kept = useSyncExternalStore(
    (listener) => keeper.subscribe(listener),
    () => keeper.kept,
  );
  const { settings } = kept;
  // Of a newer database the settings can't be read; whoever has one was welcomed.
  const isWelcomed = settings.welcomed || kept.trouble === "newer";
  const [words, setWords] = useState(first);
  const language = settings.language ?? languageFor(navigator.languages);
  useEffect(() => {
    void loadWords(language).then(setWords);
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = words.language;
    if (!isWelcomed) document.title = `Dog Scope – ${words.t("welcome.title")}`;
  }, [words, isWelcomed]);
  useEffect(() => {
    if (settings.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = settings.theme;
  }, [settings.theme]);
  useEffect(() => {
    if (isWelcomed) void eyes.open();
  }, [isWelcomed, eyes]);
  const phase = useSyncExternalStore(eyes.subscribe, () => eyes.state.phase);
  const isWanted = isWelcomed || phase !== "idle"; // nothing is downloaded before
  useEffect(() => {
    if (!isWanted) return;
    startOffline({
      onUpdate: ({ update }) =>
        toaster.say(words.t("update.ready"), "plain", {
          label: words.t("update.now"),
          run: update,
        }),
      onBytes: eyes.alsoComing,
      onReady: () => document.documentElement.setAttribute("data-offline", "ready"),
    });
    // Once: a change of language does not ask anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isWanted]);
  return (
    <AppContext value={{ keeper, eyes, words, toaster }}>
      {isWelcomed ? (
        <Frame>
          <Screens />
        </Frame>
      ) : (
        <Welcome />
      )}
    </AppContext>
  );
}

function Screens() {
  const { screen, of } = useRoute();
  const { t } = useWords();
  const first = useRef(true);
  useEffect(() => {
    document.title = `${t(`nav.${screen === "breed" ? "kennel" : screen}`)} – Dog Scope`;
  }, [screen, t]);
  useEffect(() => {
    // Another screen is another page: read from its beginning.
    if (!first.current) document.getElementById("main")?.focus({ preventScroll: true });
    first.current = false;
    scrollTo(0, 0);
  }, [screen, of]);
  return (
    <Boundary key={`${screen} ${of}`}>
      <ScreenOf screen={screen} of={of} />
    </Boundary>
  );
}

function ScreenOf({ screen, of }: Route) {
  switch (screen) {
    case "kennel":
      return <Kennel />;
    case "breed":
      return <BreedPage id={of} />;
    case "journal":
      return <Journal />;
    case "me":
      return <Me />;
    case "settings":
      return <Settings />;
    default:
      return <Scope />;
  }
}

// A photo that is dropped beside its place must not make the browser leave for it.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());
addEventListener("pointerdown", wake);

const keeper = new Keeper();
await keeper.open();
const words = await loadWords(keeper.kept.settings.language ?? languageFor(navigator.languages));
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Root keeper={keeper} eyes={new EyesKeeper(keeper)} toaster={new Toaster()} first={words} />
  </StrictMode>,
);
