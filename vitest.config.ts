import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/globalSetup.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores encode; more files at once only make each other's deadlines run out.
    maxWorkers: 2,
  },
});
