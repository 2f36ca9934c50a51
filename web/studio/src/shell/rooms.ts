/** The rooms: each loads its script and its messages when it is first opened. */
import { lazy, type ComponentType } from "react";
import type { IconName } from "../components/Icon";
import { needMessages, type MessageFile } from "../locales/messages";
import type { LoopRoom, Room } from "../state/addresses";

/** Returns a screen that comes with its messages. */
function room<Props>(file: MessageFile, load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async () => {
    const [screen] = await Promise.all([load(), needMessages(file)]);
    return screen;
  });
}

export const START = room("start", () => import("../rooms/start/StartRoom"));
export const PEOPLE = room("people", () => import("../rooms/people/PeopleRoom"));
export const SIGN_IN = room("people", () => import("../rooms/people/SignIn"));
export const SIGN_IN_FORM = room("people", () => import("../rooms/people/SignInForm"));
export const INSIDE = room("inside", () => import("../rooms/inside/InsideRoom"));

export interface RoomEntry {
  readonly id: Room;
  readonly icon: IconName;
  readonly screen: ComponentType;
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
