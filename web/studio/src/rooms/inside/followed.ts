/** An input that is followed through a function: an example of the project, or the sample. */
import { createContext, use } from "react";
import type { Schema } from "../../api/client";

export type View = Omit<Schema["InsideView"], "run" | "example">;
export type FollowedLabel = View["labels"][number];

export interface Followed {
  readonly view: View;
  /** The number of labels that `view` leaves out. */
  readonly more: number;
  /** What the function is called. */
  readonly name: string;
  /** The picture's address, and that of the pixels that the model takes; null for a text. */
  readonly picture: string | null;
  readonly tensor: string | null;
  readonly text: string | null;
  /** Whether it is the user's own. */
  readonly own: boolean;
}

export const FollowedContext = createContext<Followed | null>(null);

/** Returns what is followed; null while it loads. */
export function useFollowed(): Followed | null {
  return use(FollowedContext);
}

/** Returns the labels, the likeliest first. */
export function likeliest({ view }: Followed): readonly FollowedLabel[] {
  return [...view.labels].sort((a, b) => b.score - a.score);
}
