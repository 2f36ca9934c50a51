/** Screens that come with their script and their messages. */
import { createElement, use, type ComponentType } from "react";
import { needMessages, type MessageFile } from "../locales/messages";

/** A screen whose script is fetched when it is first shown, or before that by `load`. */
export type LoadedScreen<Props extends object = object> = ComponentType<Props> & {
  readonly load: () => Promise<void>;
};

/**
 * Returns a screen that suspends until its script and its messages are here. Once they are it does
 * not suspend at all: React shows a placeholder for 300 ms at least, however soon the rest comes.
 */
export function loadedScreen<Props extends object>(
  file: MessageFile,
  importScreen: () => Promise<{ default: ComponentType<Props> }>,
): LoadedScreen<Props> {
  let screen: ComponentType<Props> | undefined;
  let loading: Promise<void> | undefined;
  const load = () => {
    loading ??= Promise.all([importScreen(), needMessages(file)]).then(
      ([found]) => {
        screen = found.default;
      },
      (error: unknown) => {
        loading = undefined; // the next one tries again
        throw error;
      },
    );
    return loading;
  };
  function Loaded(props: Props) {
    if (screen === undefined) use(load());
    return screen === undefined ? null : createElement(screen, props);
  }
  return Object.assign(Loaded, { load });
}
