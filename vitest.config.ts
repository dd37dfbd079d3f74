import { defineConfig } from 'vitest/config'

/** Tests that replace a module of Node for all that is loaded after them: each has a process of its own. test/house holds the list. */
const replacing = [
  'test/collectors/_files/find-files.test.ts',
  'test/collectors/kubernetes-manifests/contract.test.ts',
  'test/collectors/terraform-state/contract.test.ts',
]

/** `unit` and `unit-apart` run in seconds with nothing installed; `system` needs moto, built files or sockets to other processes. */
export default defineConfig({
  test: {
    // Every core: without a word, one would be left idle, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.system.test.ts', ...replacing],
          // What is loaded once serves all files of a thread: loading it for each would take longer than the tests.
          pool: 'threads',
          isolate: false,
          // Generous: it is there to end what hangs, not to measure. Speed is measured in bench/.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'unit-apart', include: replacing, testTimeout: 60_000, hookTimeout: 60_000 },
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
