import { defineConfig } from 'vitest/config'

/** `unit` runs in seconds with nothing installed; `system` needs moto, built files or sockets to other processes. */
export default defineConfig({
  test: {
    // Every core: without a word, one would be left idle, which is half of a small machine.
    maxWorkers: '100%',
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
        },
      },
    ],
  },
})
