/**
 * The messages that this page has by now. The shell's English ones are in the first script; a room's
 * come with the room, in the languages that were chosen since the page was opened.
 */
import errors from "./en/errors.json";
import shell from "./en/shell.json";
import type english from "./english";

/** The codes of the languages that there are. */
export const LANGUAGES = ["de", "en", "es", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];
/** A file of messages: a room's, or one of those that all rooms use: `shell` and `errors`. */
export type MessageFile = keyof typeof english;
type Messages = Readonly<Record<string, string>>;

const loaders = import.meta.glob<Messages>(["./*/*.json", "!./en/{errors,shell}.json"], {
  import: "default",
});
const here: Record<Language, Record<string, string>> = { de: {}, en: {}, es: {}, fr: {} };
const pending = new Map<string, Promise<void>>();
const languages = new Set<Language>();
const files = new Set<MessageFile>(["shell", "errors"]);
keep("en", "shell", shell);
keep("en", "errors", errors);

function keep(language: Language, file: MessageFile, messages: Messages): void {
  for (const [name, text] of Object.entries(messages)) here[language][`${file}.${name}`] = text;
}

/** Returns a message's text; in English where the language's file could not be loaded. */
export function messageText(language: Language, key: string): string | undefined {
  return here[language][key] ?? here.en[key];
}

/** Loads the messages of all open rooms in a language. */
export function needLanguage(language: Language): Promise<void> {
  languages.add(language);
  return loadAll([language], files);
}

/** Loads a room's messages in the languages in use; to be awaited before the room is shown. */
export function needMessages(file: MessageFile): Promise<void> {
  files.add(file);
  return loadAll(languages, [file]);
}

async function loadAll(some: Iterable<Language>, wanted: Iterable<MessageFile>): Promise<void> {
  const each = [...wanted];
  await Promise.all([...some].flatMap((language) => each.map((file) => load(language, file))));
}

function load(language: Language, file: MessageFile): Promise<void> {
  const path = `./${language}/${file}.json`;
  const loader = loaders[path];
  if (loader === undefined) return Promise.resolve(); // in the first script
  let loading = pending.get(path);
  if (loading === undefined) {
    loading = loader().then((messages) => keep(language, file, messages));
    pending.set(path, loading);
    loading.catch(() => pending.delete(path)); // the next one tries again
  }
  return loading;
}
