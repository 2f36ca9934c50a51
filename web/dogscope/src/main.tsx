/** Starts Dog Scope. */
import "./styles/all.css";
import { lazy, StrictMode, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { breedOf } from "./breeds/breedCatalogue";
import { AppFrame } from "./components/AppFrame";
import { ErrorBoundary } from "./components/ErrorBoundary";
import { chooseLanguage, loadLocale, type Locale, type MessageKey } from "./locales/locale";
import { offlineBytes, registerServiceWorker } from "./offline/serviceWorkerRegistration";
import { BreedScreen } from "./screens/BreedScreen";
import { JournalScreen } from "./screens/JournalScreen";
import { KennelScreen } from "./screens/KennelScreen";
import { ProfileScreen } from "./screens/ProfileScreen";
import { ScopeScreen } from "./screens/ScopeScreen";
import { WalkPill } from "./screens/WalkPill";
import { WelcomeScreen } from "./screens/WelcomeScreen";
import { AppContext, useApp, type App } from "./state/appContext";
import { listenForGifts } from "./state/arrivedGift";
import { ModelStore } from "./state/modelStore";
import { listenForPhotos } from "./state/droppedPhotos";
import { useRoute, type Route, type Screen } from "./state/router";
import { unlockSounds } from "./state/soundEffects";
import { Toaster } from "./state/toaster";
import { UserDataStore } from "./storage/userDataStore";
import { useStore } from "./store/stateStore";

const FindsScreen = lazy(() => import("./screens/FindsScreen"));
const MixesScreen = lazy(() => import("./screens/MixesScreen"));
const SettingsScreen = lazy(() => import("./screens/SettingsScreen"));

interface RootProps extends Omit<App, "locale"> {
  readonly firstLocale: Locale;
}

function Root({ userData, models, toaster, firstLocale }: RootProps) {
  const { settings, error } = useStore(userData);
  // The settings of a newer database can't be read; but there is one only after a first visit.
  const isWelcomed = settings.welcomed || error === "newer";
  const [locale, setLocale] = useState(firstLocale);
  const language = settings.language ?? chooseLanguage(navigator.languages);
  useEffect(() => {
    void loadLocale(language).then(setLocale);
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = locale.language;
    if (!isWelcomed) document.title = `Dog Scope – ${locale.t("welcome.title")}`;
  }, [locale, isWelcomed]);
  useEffect(() => {
    if (settings.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = settings.theme;
  }, [settings.theme]);
  useEffect(() => {
    if (isWelcomed) void models.open();
  }, [isWelcomed, models]);
  const isWanted = useStore(models).phase !== "idle" || isWelcomed; // no download before a consent
  // The first answer comes before the copies for offline use, which would share its bandwidth.
  const isAnswering = useStore(models.classifier) !== null || isWelcomed;
  const offerUpdate = useEffectEvent((update: () => void): void => {
    toaster.offer(locale.t("update.ready"), { label: locale.t("update.now"), run: update });
  });
  useEffect(() => {
    if (isWanted && !isWelcomed) models.setAppBytes({ loaded: 0, total: offlineBytes() });
  }, [isWanted, isWelcomed, models]);
  useEffect(() => {
    if (!isAnswering) return;
    registerServiceWorker({
      onUpdate: (update) => offerUpdate(update),
      onBytes: models.setAppBytes,
      onReady: () => document.documentElement.setAttribute("data-offline", "ready"),
    });
  }, [isAnswering, models]);
  return (
    <AppContext value={{ userData, models, toaster, locale }}>
      {isWelcomed ? (
        <AppFrame>
          <WalkPill />
          <CurrentScreen />
        </AppFrame>
      ) : (
        <WelcomeScreen />
      )}
    </AppContext>
  );
}

function CurrentScreen() {
  const route = useRoute();
  const { screen, id } = route;
  const { toaster, locale } = useApp();
  const { t } = locale;
  const breed = screen === "breed" ? breedOf(id ?? "") : null;
  const name = breed ? locale.breed(breed.id) : t(TITLES[screen]);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${name} – Dog Scope`;
  }, [name]);
  useEffect(() => {
    // As on another page, reading begins at the top.
    if (!isFirst.current) {
      document.getElementById("main")?.focus({ preventScroll: true });
      toaster.leaveScreen();
    }
    isFirst.current = false;
    scrollTo(0, 0);
  }, [screen, id, toaster]);
  return (
    <ErrorBoundary key={`${screen} ${id}`}>
      <Suspense fallback={<p role="status">{t("loading")}</p>}>{screenOf(route)}</Suspense>
    </ErrorBoundary>
  );
}

/** The title of each screen; a breed's has its name. */
const TITLES = {
  scope: "nav.scope",
  kennel: "nav.kennel",
  breed: "nav.kennel",
  mixes: "mix.title",
  finds: "find.title",
  journal: "nav.journal",
  me: "nav.me",
  settings: "nav.settings",
} as const satisfies Record<Screen, MessageKey>;

function screenOf({ screen, id }: Route) {
  switch (screen) {
    case "kennel":
      return <KennelScreen />;
    case "breed":
      return <BreedScreen id={id} />;
    case "mixes":
      return <MixesScreen />;
    case "finds":
      return <FindsScreen />;
    case "journal":
      return <JournalScreen />;
    case "me":
      return <ProfileScreen />;
    case "settings":
      return <SettingsScreen />;
    default:
      return <ScopeScreen />;
  }
}

// A photo that is dropped beside its place must not make the browser open it instead of the app.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());
listenForPhotos();
listenForGifts();
addEventListener("pointerdown", unlockSounds);

const userData = new UserDataStore();
await userData.open();
const { language } = userData.value.settings;
const firstLocale = await loadLocale(language ?? chooseLanguage(navigator.languages));
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Root
      userData={userData}
      models={new ModelStore(userData)}
      toaster={new Toaster()}
      firstLocale={firstLocale}
    />
  </StrictMode>,
);
