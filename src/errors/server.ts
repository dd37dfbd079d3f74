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
  'server-needs-fingerprint-key': entry<{ readonly variable: string }>({
    exit: 2,
    sentence: (p) => `With DATABASE_URL, ${p.variable} must be given: all processes on one database need one key.`,
    remedy: () => 'Make one with `openssl rand -hex 32`, keep it as you keep a password, and give it to each process.',
    doc: 'Fingerprints of secrets compare only under one key. Without a database server, one is made and kept in the data directory.',
  }),
  'server-other-fingerprint-key': entry<{ readonly has: string; readonly given: string; readonly from: string }>({
    exit: 2,
    sentence: (p) =>
      `The store was made with the fingerprint key ${p.has}, and ${p.from} gives the key ${p.given} (these are ids, not the keys).`,
    remedy: () => 'Give the key that the store was made with, or begin with an empty store.',
    doc: 'Under another key every secret would look changed, so the service does not begin.',
  }),
  'server-lost-fingerprint-key': entry<{ readonly path: string; readonly has: string }>({
    exit: 2,
    sentence: (p) =>
      `${p.path} is not there, and the store was made with the fingerprint key ${p.has} (this is its id).`,
    remedy: () => 'Put it back from a backup, or begin with an empty data directory.',
    doc: 'The file that keeps the key of a data directory is gone. Under a new key every secret would look changed, so none is made.',
  }),
  'server-needs-token': entry<{ readonly address: string }>({
    exit: 2,
    sentence: (p) => `Listening on ${p.address} would let everybody in: there is no token yet.`,
    remedy: () => 'Make one with `evenkeel token create`, or listen on 127.0.0.1.',
    doc: 'Without a token, requests need none, and then only this machine may send them.',
  }),
  'server-listen': entry<{ readonly address: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `The service cannot listen on ${p.address} (${p.reason}).`,
    remedy: () => 'Name another address with --listen HOST:PORT; port 0 takes any that is free.',
    doc: 'The port is taken, the address is not of this machine, or needs rights that the process does not have.',
  }),
  'server-data-directory': entry<{ readonly path: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `${p.path} could not be used (${p.reason}).`,
    remedy: () => 'Check its permissions and the space left, or name another data directory with --data.',
    doc: 'The data directory, or a file of the service in it, cannot be made, read or written.',
  }),
  'server-worker-store': entry<{ readonly missing: string }>({
    exit: 2,
    sentence: (p) =>
      `A worker alone needs ${p.missing}: the embedded store has one holder, which is \`evenkeel serve\`.`,
    remedy: () =>
      'Set DATABASE_URL as it is set for `evenkeel serve`, or run `evenkeel serve` alone: it works as well.',
    doc: '`evenkeel worker` shares a database with a server. There is none to share without DATABASE_URL.',
  }),
} as const
