import { defineConfig } from 'vitest/config'

/** `unit` runs in seconds with nothing installed; `system` needs moto, built files or sockets to other processes. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.system.test.ts', 'test/**/*.engines.test.ts'],
          // Generous: it is there to end what hangs, not to measure. Speed is measured in bench/.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.system.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
