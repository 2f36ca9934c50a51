/** What a note of a run says, in the user's language. */
import type { Schema } from "../../api/client";
import type { Locale } from "../../locales/locale";

/** Returns the sentence; the server's own for a note that this studio does not know. */
export function noteText(text: string, note: Schema["NoteCode"] | null, locale: Locale): string {
  const key = `train.note_${note?.code}`;
  if (note === null || !locale.has(key)) return text;
  const values = Object.entries(note.values).map(([name, value]) => [
    name,
    name === "share"
      ? locale.percent(Number(value))
      : Array.isArray(value)
        ? locale.list(value.map(String))
        : typeof value === "number"
          ? value
          : String(value),
  ]);
  return locale.t(key, Object.fromEntries(values) as Record<string, string | number>);
}
