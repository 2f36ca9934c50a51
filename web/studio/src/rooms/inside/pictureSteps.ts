/** What the steps of a picture share. */
import type { Followed } from "./followed";

export interface PictureStepProps {
  readonly followed: Followed;
  readonly picture: string;
  readonly tensor: string;
}
