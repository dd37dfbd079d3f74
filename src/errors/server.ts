import { entry } from './define.ts'

/** Errors of `serve` and `worker`, and of the commands that talk to a running server. */
export const serverErrors = {
  'server-unreachable': entry<{ readonly url: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The server at ${p.url} could not be reached (${p.reason}).`,
    remedy: () => 'Start it with `evenkeel serve`, or name another with --server or EVENKEEL_URL.',
    doc: 'A command asked a running server, and none answered.',
  }),
} as const
