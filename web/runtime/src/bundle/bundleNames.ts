/** The names of a bundle's files. */
export const MANIFEST = "function.json";
export const HEAD = "head.safetensors";
export const TAXONOMY = "taxonomy.json";
export const CARD = "README.md";
