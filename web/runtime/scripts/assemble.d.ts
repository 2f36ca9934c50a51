/** The module's bytes in base64. */
export function assemble(): Promise<string>;
