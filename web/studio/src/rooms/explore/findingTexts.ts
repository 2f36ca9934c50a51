/** What findings are called, in the user's language; kinds that it does not know have the server's. */
import type { MessageKey } from "../../locales/locale";
import type { useLocale } from "../../state/localeContext";

type Translate = ReturnType<typeof useLocale>["t"];

const KINDS = [
  "empty",
  "unlabelled",
  "one-label",
  "few-examples",
  "unbalanced",
  "same-label",
  "contradictions",
  "leaks",
  "duplicates",
  "doubtful-labels",
  "tiny",
  "dark",
  "blank",
  "blurred",
  "silent",
  "brief",
  "clipped",
  "faint",
  "lengthy",
  "outliers",
] as const;
type Kind = (typeof KINDS)[number];

function known(kind: string): Kind | undefined {
  return KINDS.find((each) => each === kind);
}

/** Returns a finding's title; undefined for a kind without one. */
export function findingTitle(kind: string, t: Translate, n: number): string | undefined {
  const found = known(kind);
  return found && t(`explore.finding_${found}` as MessageKey, { n });
}

/** Returns why a finding matters; undefined for a kind without a sentence. */
export function findingReason(
  kind: string,
  t: Translate,
  labels: readonly string[],
): string | undefined {
  const found = known(kind);
  const [label = "", other = ""] = labels;
  return found && t(`explore.why_${found}` as MessageKey, { label, other });
}
