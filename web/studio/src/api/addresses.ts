/** The addresses of files that pages show by `src` or `href`. */
import { serverUrl } from "./client";

export type ThumbnailSize = 160 | 320 | 640;

/** Returns the address of an example's thumbnail; it never changes for the same content. */
export function thumbnailUrl(
  project: string,
  example: { readonly id: number; readonly sha256: string },
  size: ThumbnailSize,
): string {
  return serverUrl(
    `/v1/projects/${encodeURIComponent(project)}/examples/${example.id}/thumbnail?size=${size}&sha256=${example.sha256}`,
  );
}

/** Returns the address of an example's file, as it is safely shown. */
export function contentUrl(project: string, example: { readonly id: number }): string {
  return serverUrl(`/v1/projects/${encodeURIComponent(project)}/examples/${example.id}/content`);
}
