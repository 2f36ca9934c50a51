/** Starts Dog Scope. */
import "./shell/style.css";
import { StrictMode, useEffect, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Keeper } from "./keeping/keeper";
import { startOffline } from "./offline/registration";
import { BreedPage } from "./screens/BreedPage";
import { Journal } from "./screens/Journal";
import { Kennel } from "./screens/Kennel";
import { Me } from "./screens/Me";
import { Scope } from "./screens/Scope";
import { Settings } from "./screens/Settings";
import { Welcome } from "./screens/Welcome";
import { AppContext, type App } from "./shell/app";
import { EyesKeeper } from "./shell/eyesState";
import { Frame } from "./shell/Frame";
import { useRoute } from "./shell/router";
import { Toaster } from "./shell/toaster";
import { languageFor, loadWords, type Words } from "./words/words";

function Root({ keeper, eyes, toaster, first }: Omit<App, "words"> & { first: Words }) {
  const kept = useSyncExternalStore(
    (listener) => keeper.subscribe(listener),
    () => keeper.kept,
  );
  const { settings } = kept;
  const [words, setWords] = useState(first);
  const language = settings.language ?? languageFor(navigator.languages);
  useEffect(() => {
    void loadWords(language).then(setWords);
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = words.language;
    document.title = `Dog Scope – ${words.t("welcome.title")}`;
  }, [words]);
  useEffect(() => {
    if (settings.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = settings.theme;
  }, [settings.theme]);
  useEffect(() => {
    if (settings.welcomed) void eyes.open();
  }, [settings.welcomed, eyes]);
  useEffect(() => {
    startOffline(
      ({ update }) =>
        toaster.say(words.t("update.ready"), "plain", {
          label: words.t("update.now"),
          run: update,
        }),
      () => document.documentElement.setAttribute("data-offline", "ready"),
    );
    // Once: a change of language does not ask anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <AppContext value={{ keeper, eyes, words, toaster }}>
      {settings.welcomed || kept.trouble === "newer" ? (
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
  useEffect(() => {
    scrollTo(0, 0);
  }, [screen, of]);
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

const keeper = new Keeper();
await keeper.open();
const words = await loadWords(keeper.kept.settings.language ?? languageFor(navigator.languages));
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Root keeper={keeper} eyes={new EyesKeeper(keeper)} toaster={new Toaster()} first={words} />
  </StrictMode>,
);
