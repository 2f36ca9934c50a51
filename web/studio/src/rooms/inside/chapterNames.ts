/** The chapters, in order, as addresses name them. */
export const CHAPTERS = ["neuron", "bend", "learning", "picture", "function"] as const;
export type ChapterName = (typeof CHAPTERS)[number];

/** Returns the chapter of that name; the first where there is none. */
export function chapterNamed(name: string | null): ChapterName {
  return CHAPTERS.find((each) => each === name) ?? CHAPTERS[0];
}
