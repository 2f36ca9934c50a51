/** Follows the sample, where no project has anything to follow. */
import { useEffect, useState, type ReactNode } from "react";
import { Skeleton } from "../../components/States";
import { FollowedContext, type Followed } from "./followed";

export function SampleFollowed({ children }: { readonly children: ReactNode }) {
  const [sample, setSample] = useState<Followed | null>(null);
  useEffect(() => {
    let wanted = true;
    void import("./sample/sample").then((found) => wanted && setSample(found.SAMPLE));
    return () => {
      wanted = false;
    };
  }, []);
  return sample === null ? (
    <Skeleton lines={8} />
  ) : (
    <FollowedContext value={sample}>{children}</FollowedContext>
  );
}
