/** What a bundle's files are called. */
export const MANIFEST = "function.json";
export const HEAD = "head.safetensors";
export const TAXONOMY = "taxonomy.json";
export const CARD = "README.md";
