/** What a run's figures mean, as keys of messages with their values. */
import type { NoticeTone } from "../../components/States";
import type { Job } from "../../state/jobs";
import type { RunDetails } from "./trainData";

const KINDS = {
  "repeated scenes": { key: "repeated", tone: "warn" },
  "too few examples": { key: "few", tone: "info" },
  overfitting: { key: "overfitting", tone: "warn" },
  "slight overfitting": { key: "slight", tone: "warn" },
  "more examples would help": { key: "more", tone: "info" },
  "no overfitting": { key: "fine", tone: "good" },
} as const satisfies Record<string, { key: string; tone: NoticeTone }>;

export type VerdictKey = (typeof KINDS)[keyof typeof KINDS]["key"];
export interface Verdict {
  readonly key: VerdictKey;
  readonly tone: NoticeTone;
}

/** Returns the verdict of a run's diagnosis; one that is not known counts as nothing to say. */
export function verdictOf(diagnosis: string): Verdict {
  return (KINDS as Readonly<Record<string, Verdict>>)[diagnosis] ?? KINDS["no overfitting"];
}

const WEAK = 0.85; // recall below which a label could use more examples ...
const BEHIND = 0.05; // ... where the others' is so much higher
const MOST_WEAK = 3;

/** Returns the labels that more examples would help most, the weakest first. */
export function weakLabels(run: Pick<RunDetails, "gap" | "label_recalls">) {
  const { gap } = run;
  if (gap === null) return [];
  const limit = Math.min(WEAK, gap.validation_accuracy - BEHIND);
  return run.label_recalls
    .flatMap((each) => (each.recall === null ? [] : [{ ...each, recall: each.recall }]))
    .filter((each) => each.recall < limit)
    .sort((a, b) => a.recall - b.recall)
    .slice(0, MOST_WEAK);
}

/** The stages of a job, as the server names them, and the keys of their words here. */
const STAGES = {
  embedding: "embedding",
  "grouping near-duplicates": "grouping",
  "computing principal components": "components",
  "choosing the regularisation": "choosing",
  "cross-validating": "validating",
  fitting: "fitting",
  "leaving out each label": "leavingOut",
  "computing the learning curve": "curve",
  "embedding words": "words",
  "validating entities": "entities",
  "learning entities": "entities",
  done: "testing",
  testing: "testing",
} as const;
export type StageKey = (typeof STAGES)[keyof typeof STAGES];

/** Returns the key of a stage's words; undefined for words of the server's own. */
export function stageOf(text: string): StageKey | undefined {
  return (STAGES as Readonly<Record<string, StageKey>>)[text];
}

/** Returns what a job is about to do: it waits, begins, or is in a stage. */
export function phaseOf(job: Job): "waits" | "begins" | "cancelling" | "works" {
  if (job.cancelled_by !== null) return "cancelling";
  if (job.state === "waiting") return "waits";
  return job.message === "" ? "begins" : "works";
}
