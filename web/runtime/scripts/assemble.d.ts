/** The bytes in base64 of the module whose source is at a path in src. */
export function assemble(path: string): Promise<string>;
