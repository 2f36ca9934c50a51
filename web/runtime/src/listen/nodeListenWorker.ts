/** The worker of a Node program that listens: reads the models and answers. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parentPort } from "node:worker_threads";
import { gunzip } from "node:zlib";
import { BundleDamagedError, EngineError } from "../errors.js";
import { nodeSounds } from "../modalities/audio/nodeSounds.js";
import { messageOf } from "../messageOf.js";
import { ListenerHost } from "./listenerHost.js";
import type { ToListener } from "./listenerMessages.js";
import { MODEL_FILES, openModels, type ModelFile } from "./modelFiles.js";
import { COPY_AGAIN } from "./copyAgain.js";
import type { OnnxRuntime } from "./onnxRuntime.js";

const ENGINE = "onnxruntime-web";

const host = new ListenerHost(
  async ({ models }, { onProgress }) => {
    const runtime = await startRuntime();
    const contents = await Promise.all(MODEL_FILES.map((file) => readModel(models, file)));
    const total = MODEL_FILES.reduce((sum, { bytes }) => sum + bytes, 0);
    onProgress({ loaded: total, total });
    return openModels(runtime, contents);
  },
  nodeSounds,
  (message) => parentPort!.postMessage(message),
);
parentPort!.on("message", (message: ToListener) => host.receive(message));

async function startRuntime(): Promise<OnnxRuntime> {
  let runtime: OnnxRuntime;
  try {
    runtime = (await import(ENGINE)) as OnnxRuntime;
  } catch (cause) {
    throw new EngineError(
      `listening needs ${ENGINE}, which is not installed beside @vizsla/runtime: npm install ${ENGINE}`,
      { cause },
    );
  }
  runtime.env.wasm.numThreads = 1;
  return runtime;
}

/** Reads a model, compressed or not: the folder may be that of the Python package, too. */
async function readModel(folder: string, { path, sha256, bytes }: ModelFile): Promise<Uint8Array> {
  const where = join(folder, path);
  const content = await readFile(where)
    .catch(async () =>
      promisify(gunzip)(await readFile(`${where}.gz`), { maxOutputLength: bytes + 1 }),
    )
    .catch((cause: unknown) => {
      throw new BundleDamagedError(
        `${where}.gz can't be read: ${messageOf(cause)}. ${COPY_AGAIN}`,
        {
          cause,
        },
      );
    });
  const found = createHash("sha256").update(content).digest("hex");
  if (content.length === bytes && found === sha256) return content;
  throw new BundleDamagedError(
    `${where} is not the model that this version of the runtime knows: it is damaged, or of another ` +
      `version. ${COPY_AGAIN}`,
  );
}
