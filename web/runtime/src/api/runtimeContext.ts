/** The program that a function runs in: its carrier of requests, and its queue of calls. */
import { OptionError } from "../errors.js";
import type { Carrier, PackedInput } from "../host/protocol.js";
import type { SourcePacker } from "../modalities/base.js";
import { findPacker } from "../modalities/registry.js";
import { checkIsLimits, type InputLimits } from "../modalities/sources/inputLimits.js";
import type { CallQueue } from "./callQueue.js";

export interface RuntimeContext {
  readonly carrier: Carrier;
  readonly queue: CallQueue;
  /** Returns the number of hosts so far; the functions of a host that died are gone. */
  generation(): number;
  /** Returns the limits that the program has set; none where what reads the inputs has them. */
  limits?(): Partial<InputLimits>;
}

/**
 * Returns the packer of a modality.
 * @throws OptionError - none is registered in this program.
 */
export function packerOf(modality: string): SourcePacker {
  const packer = findPacker(modality);
  if (packer) return packer;
  throw new OptionError(
    `no modality ${JSON.stringify(modality)} is registered here: registerModality() adds one`,
  );
}

/** Packs a source as it is at this moment: the caller may go on changing it. */
export async function packInput(
  context: RuntimeContext,
  packer: SourcePacker,
  source: unknown,
  limits: Partial<InputLimits> = {},
): Promise<PackedInput> {
  checkIsLimits(limits);
  const changes = { ...context.limits?.(), ...limits };
  return { modality: packer.name, payload: await packer.pack(source, changes), limits: changes };
}
