import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __DOWNLOAD_BYTES__: "[1, 1]", __VERSION__: '"test"' },
  test: { include: ["tests/**/*.test.ts"], testTimeout: 60_000 }, // the machine may be busy
});
