/** The studio: its language, its addresses, and what every screen shares. */
import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { Redirect, Route, Router, Switch, useLocation } from "wouter";
import { Toasts } from "../components/Toasts";
import { Skeleton } from "../components/States";
import { Locale, loadLocale } from "../locales/locale";
import { LocaleContext } from "../state/localeContext";
import { usePreferences } from "../state/preferences";
import { queryClient } from "../state/queryClient";
import { roomPath } from "../state/addresses";
import { KeyHelp } from "./KeyHelp";
import { NotFound } from "./NotFound";
import { OuterFrame } from "./OuterFrame";
import { SignInGate } from "./SignInGate";
import { ProjectFrame } from "./ProjectFrame";
import { ErrorBoundary } from "./ErrorBoundary";
import { INSIDE, loadScreenAt, PEOPLE, SIGN_IN, START } from "./rooms";

const base = new URL(document.baseURI).pathname.replace(/\/$/, "");

/** Returns an address as the browser needs it: those of the studio's screens are below the base. */
function studioHref(href: string): string {
  return href.startsWith("/") ? base + href : href;
}

export function App() {
  const locale = useChosenLocale();
  if (locale === null) return null; // a language's file comes in a moment
  return (
    <QueryClientProvider client={queryClient}>
      <LocaleContext value={locale}>
        <I18nProvider locale={locale.language}>
          <Router base={base}>
            <SignInGate>
              <Screens />
            </SignInGate>
          </Router>
          <Toasts />
        </I18nProvider>
      </LocaleContext>
    </QueryClientProvider>
  );
}

function Screens() {
  const [, navigate] = useLocation();
  return (
    <RouterProvider navigate={navigate} useHref={studioHref}>
      <ErrorBoundary>
        <Switch>
          <Route path="/sign-in">
            <Suspense fallback={<Skeleton />}>
              <SIGN_IN />
            </Suspense>
          </Route>
          <Route path="/p/:project/:room">
            {({ project, room }) => <ProjectFrame key={project} name={project} room={room} />}
          </Route>
          <Route path="/p/:project">
            {({ project }) => <Redirect to={roomPath(project, "explore")} replace />}
          </Route>
          <Route path="/people">
            <OuterFrame room={PEOPLE} />
          </Route>
          <Route path="/inside">
            <OuterFrame room={INSIDE} />
          </Route>
          <Route path="/">
            <OuterFrame room={START} />
          </Route>
          <Route path="/new">
            <OuterFrame room={START} />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </ErrorBoundary>
      <KeyHelp />
    </RouterProvider>
  );
}

/**
 * Returns the chosen language's locale; the one before while it loads. The first one comes with the
 * first screen, which is then drawn without a placeholder.
 */
function useChosenLocale(): Locale | null {
  const { language } = usePreferences();
  const [locale, setLocale] = useState<Locale | null>(null);
  useEffect(() => {
    let wanted = true;
    const screen = loadScreenAt(location.pathname.slice(base.length));
    void Promise.all([loadLocale(language), screen]).then(([found]) => {
      document.documentElement.lang = found.language;
      if (wanted) setLocale(found);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  return locale;
}
