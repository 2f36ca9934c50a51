/** What a check before publishing found, in the user's language. */
import type { Locale, MessageKey } from "../../locales/locale";
import type { Check } from "./publishData";

const OVERFITTING: Readonly<Record<string, MessageKey>> = {
  "repeated scenes": "publish.fit_repeated",
  "too few examples": "publish.fit_few",
  overfitting: "publish.fit_over",
  "slight overfitting": "publish.fit_slight",
  "more examples would help": "publish.fit_more",
  "no overfitting": "publish.fit_none",
};

/** Returns the sentence; the server's own for a check that this studio does not know. */
export function checkText(check: Check, locale: Locale): string {
  const { t } = locale;
  const value = (name: string) => Number(check.values[name] ?? 0);
  const share = (name: string) => locale.percent(value(name));
  const good = check.state === "passed";
  switch (check.name) {
    case "tested":
      return good
        ? t("publish.tested", { share: share("accuracy"), n: value("examples") })
        : t("publish.untested", { run: value("run") });
    case "answers":
      return good ? t("publish.answers", { n: value("examples") }) : check.text;
    case "test-size":
      return t("publish.testSize", {
        n: value("examples"),
        low: share("low"),
        high: share("high"),
      });
    case "live":
      return t(good ? "publish.better" : "publish.worse", {
        share: share("accuracy"),
        live: share("live"),
        version: value("version"),
      });
    case "sure":
      if (good)
        return "share" in check.values
          ? t("publish.sureShare", { score: score(check, locale), share: share("share") })
          : t("publish.sure", { score: score(check, locale) });
      return "more" in check.values
        ? t("publish.neverSureMore", { n: value("more") })
        : t("publish.neverSure");
    case "overfitting": {
      const key = OVERFITTING[String(check.values["kind"])];
      return key === undefined ? check.text : t(key);
    }
    case "changed":
      return good
        ? t("publish.unchanged", { run: value("run") })
        : t("publish.changed", { n: value("count"), run: value("run") });
    case "settled":
      return good ? t("publish.settled") : t("publish.unsettled", { n: value("count") });
    case "described":
      return t(good ? "publish.described" : "publish.notDescribed");
  }
}

function score(check: Check, locale: Locale): string {
  return locale.number(Number(check.values["score"]), { maximumFractionDigits: 3 });
}

const ORDER = { refused: 0, warning: 1, passed: 2 } as const;

/** Returns the checks with what needs attention first. */
export function byUrgency(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}
