/** The addresses of the studio's screens, below the page's base; filters stand behind the `?`. */

/** The rooms of a project, in the order of the loop. */
export const ROOMS = ["explore", "label", "features", "train", "test", "publish"] as const;
export type LoopRoom = (typeof ROOMS)[number];
export type Room = LoopRoom | "inside" | "add" | "camera";

/** Returns a room's address, with what its screen shows. */
export function roomPath(
  project: string,
  room: Room,
  search: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const wanted = Object.entries(search).filter(([, value]) => value != null && value !== "");
  const query = new URLSearchParams(
    wanted.map(([name, value]) => [name, String(value)]),
  ).toString();
  return `/p/${encodeURIComponent(project)}/${room}${query === "" ? "" : `?${query}`}`;
}
