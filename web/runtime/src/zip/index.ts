/** Archives: `@vizsla/runtime/zip`, for apps that keep their own data in one. */
export { crc32 } from "../bytes/crc32.js";
export { ZipError } from "./zipError.js";
export { openZip, type Zip, type ZipRules } from "./zipReader.js";
export { writeZipBlob, type StreamedFile } from "./zipWriter.js";
