/** The rooms: each loads its script when it is first opened. */
import { lazy, type ComponentType } from "react";
import type { IconName } from "../components/Icon";
import type { LoopRoom, Room } from "../state/addresses";

export const START = lazy(() => import("../rooms/start/StartRoom"));
export const PEOPLE = lazy(() => import("../rooms/people/PeopleRoom"));
export const SIGN_IN = lazy(() => import("../rooms/people/SignIn"));
export const SIGN_IN_FORM = lazy(() => import("../rooms/people/SignInForm"));
export const INSIDE = lazy(() => import("../rooms/inside/InsideRoom"));

export interface RoomEntry {
  readonly id: Room;
  readonly icon: IconName;
  readonly screen: ComponentType;
}

/** The rooms of a project, in the order of the loop. */
export const PROJECT_ROOMS: readonly (RoomEntry & { readonly id: LoopRoom })[] = [
  { id: "explore", icon: "explore", screen: lazy(() => import("../rooms/explore/ExploreRoom")) },
  { id: "label", icon: "label", screen: lazy(() => import("../rooms/label/LabelRoom")) },
  {
    id: "features",
    icon: "features",
    screen: lazy(() => import("../rooms/features/FeaturesRoom")),
  },
  { id: "train", icon: "train", screen: lazy(() => import("../rooms/train/TrainRoom")) },
  { id: "test", icon: "test", screen: lazy(() => import("../rooms/test/TestRoom")) },
  { id: "publish", icon: "publish", screen: lazy(() => import("../rooms/publish/PublishRoom")) },
];

export const INSIDE_ENTRY: RoomEntry = { id: "inside", icon: "inside", screen: INSIDE };

/** The screens that bring examples in. */
export const ADDING_ENTRIES: readonly RoomEntry[] = [
  { id: "add", icon: "add", screen: lazy(() => import("../rooms/start/AddRoom")) },
  { id: "camera", icon: "camera", screen: lazy(() => import("../rooms/start/CameraRoom")) },
];
