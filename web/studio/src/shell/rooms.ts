/** The rooms: each loads its script and its messages when it is first opened. */
import type { IconName } from "../components/Icon";
import type { LoopRoom, Room } from "../state/addresses";
import { loadedScreen as room, type LoadedScreen } from "./loadedScreen";

export const START = room("start", () => import("../rooms/start/StartRoom"));
export const PEOPLE = room("people", () => import("../rooms/people/PeopleRoom"));
export const SIGN_IN = room("people", () => import("../rooms/people/SignIn"));
export const SIGN_IN_FORM = room("people", () => import("../rooms/people/SignInForm"));
export const INSIDE = room("inside", () => import("../rooms/inside/InsideRoom"));

export interface RoomEntry {
  readonly id: Room;
  readonly icon: IconName;
  readonly screen: LoadedScreen;
}

/** The rooms of a project, in the order of the loop. */
export const PROJECT_ROOMS: readonly (RoomEntry & { readonly id: LoopRoom })[] = [
  {
    id: "explore",
    icon: "explore",
    screen: room("explore", () => import("../rooms/explore/ExploreRoom")),
  },
  { id: "label", icon: "label", screen: room("label", () => import("../rooms/label/LabelRoom")) },
  {
    id: "features",
    icon: "features",
    screen: room("features", () => import("../rooms/features/FeaturesRoom")),
  },
  { id: "train", icon: "train", screen: room("train", () => import("../rooms/train/TrainRoom")) },
  { id: "test", icon: "test", screen: room("test", () => import("../rooms/test/TestRoom")) },
  {
    id: "publish",
    icon: "publish",
    screen: room("publish", () => import("../rooms/publish/PublishRoom")),
  },
];

export const INSIDE_ENTRY: RoomEntry = { id: "inside", icon: "inside", screen: INSIDE };

/** The screens that bring examples in. */
export const ADDING_ENTRIES: readonly RoomEntry[] = [
  { id: "add", icon: "add", screen: room("start", () => import("../rooms/start/AddRoom")) },
  {
    id: "camera",
    icon: "camera",
    screen: room("start", () => import("../rooms/start/CameraRoom")),
  },
];

const IN_PROJECT = /^\/p\/[^/]+(?:\/([^/]+))?\/?$/;
const OUTSIDE: Readonly<Record<string, LoadedScreen>> = {
  "/": START,
  "/new": START,
  "/people": PEOPLE,
  "/inside": INSIDE,
};

/** Returns the entry of a project's room, by its word in addresses. */
export function roomEntry(id: string): RoomEntry | undefined {
  return [...PROJECT_ROOMS, INSIDE_ENTRY, ...ADDING_ENTRIES].find((each) => each.id === id);
}

/** Loads the screen at an address, so that it can be drawn at once; never fails. */
export async function loadScreenAt(path: string): Promise<void> {
  const room = IN_PROJECT.exec(path);
  const screen = room === null ? OUTSIDE[path] : roomEntry(room[1] ?? "explore")?.screen;
  await screen?.load().catch(() => undefined); // the screen itself says so
}

/** Loads all rooms of a project, so that each opens at once; never fails. */
export async function loadRooms(): Promise<void> {
  await Promise.allSettled(PROJECT_ROOMS.map(({ screen }) => screen.load()));
}
