import { entry } from './define.ts'

/** Errors of `serve` and `worker`, and of the commands that talk to a running server. */
export const serverErrors = {
  'server-unreachable': entry<{ readonly url: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The server at ${p.url} could not be reached (${p.reason}).`,
    remedy: () => 'Start it with `evenkeel serve`, or name another with --server or EVENKEEL_URL.',
    doc: 'A command asked a running server, and none answered.',
  }),
  'server-none': entry<{ readonly directory: string }>({
    exit: 3,
    sentence: (p) => `No server is named, and none is running on ${p.directory}.`,
    remedy: () => 'Start one with `evenkeel serve`, or name one with --server or EVENKEEL_URL.',
    doc: 'A command needs a running server and knows of none.',
  }),
  'server-url': entry<{ readonly problem: string }>({
    exit: 2,
    sentence: (p) => `The address of the server cannot be used: ${p.problem}.`,
    remedy: () => 'Write it as https://evenkeel.shop.example; the token goes into EVENKEEL_TOKEN.',
    doc: '--server or EVENKEEL_URL is no address of a server.',
  }),
  'server-answer': entry<{ readonly url: string; readonly problem: string }>({
    exit: 3,
    sentence: (p) => `The server at ${p.url} gave ${p.problem}.`,
    remedy: () => 'Check that it is an Evenkeel server, of about the same version, and what stands between.',
    doc: 'What answered a command is no Evenkeel server, or a proxy answered for it.',
  }),
} as const
