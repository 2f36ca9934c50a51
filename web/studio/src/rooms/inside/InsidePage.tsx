/** The chapters as a page of its own, which loads nothing: its address names the chapter. */
import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { Select } from "../../components/Field";
import { Page } from "../../components/Page";
import { LANGUAGES, languageName, loadLocale, Locale } from "../../locales/locale";
import { needMessages } from "../../locales/messages";
import { LocaleContext } from "../../state/localeContext";
import { setPreferences, usePreferences } from "../../state/preferences";
import { Chapters } from "./Chapters";
import { chapterNamed } from "./chapterNames";
import { SampleFollowed } from "./SampleFollowed";
import style from "./chapters.module.css";

// A file's address can't be changed but behind its "#".
const { hook, searchHook } = memoryLocation({ path: "/" });
const named = () => chapterNamed(location.hash.slice(1));

export function InsidePage() {
  const { language } = usePreferences();
  const [locale, setLocale] = useState<Locale | null>(null);
  const [chapter, setChapter] = useState(named);
  useEffect(() => {
    void Promise.all([loadLocale(language), needMessages("inside")]).then(([found]) => {
      document.documentElement.lang = found.language;
      setLocale(found);
    });
  }, [language]);
  useEffect(() => {
    const follow = () => setChapter(named());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (locale !== null) document.title = locale.t("inside.title"); // the page is not in the studio
  }, [locale]);
  if (locale === null) return null;
  const { t } = locale;
  return (
    <LocaleContext value={locale}>
      <I18nProvider locale={locale.language}>
        <Router hook={hook} searchHook={searchHook}>
          <main className={style.alone}>
            <Page
              title={t("inside.title")}
              lead={`${t("inside.lead")} ${t("inside.onDevice")}`}
              tools={
                <Select
                  label={t("inside.language")}
                  quiet
                  value={locale.language}
                  choices={LANGUAGES.map((value) => ({ value, text: languageName(value) }))}
                  onChange={(next) => setPreferences({ language: next })}
                />
              }
            >
              <Chapters
                chapter={chapter}
                onChoose={(next) => {
                  location.hash = next;
                }}
                follow={SampleFollowed}
                own={null}
              />
            </Page>
          </main>
        </Router>
      </I18nProvider>
    </LocaleContext>
  );
}
