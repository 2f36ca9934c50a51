/** Delivers a file to the user: by the share sheet where there is one, else as a download. */

/** @param sheet - whether the share sheet may be used. */
export async function deliverFile(
  file: File,
  title: string,
  { sheet = true } = {},
): Promise<"shared" | "saved" | "cancelled"> {
  if (sheet && canShare(file)) {
    try {
      await navigator.share({ files: [file], title });
      return "shared";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "cancelled";
    }
  }
  save(file);
  return "saved";
}

function canShare(file: File): boolean {
  return typeof navigator.canShare === "function" && navigator.canShare({ files: [file] });
}

function save(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be reading it
}
