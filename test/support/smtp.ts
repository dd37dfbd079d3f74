import type { AddressInfo, Socket } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail that was taken, whether or not the sender was told so. */
export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  /** Who logged in; undefined: nobody. */
  readonly user: string | undefined
  readonly encrypted: boolean
  readonly raw: string
  readonly parsed: ParsedMail
}

export type SmtpStep = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data'

export interface SmtpFault {
  readonly at: SmtpStep
  /** A reply in SMTP's words: 4xx for now, 5xx for good. */
  readonly does:
    | { readonly code: number; readonly text: string }
    /** Never answers. */
    | 'hang'
    /** Closes the connection; at `data` without having taken the mail. */
    | 'drop'
    /** At `data`: takes the mail, and closes the connection without an answer. */
    | 'drop-after'
  /** Only for this recipient, at `rcpt`. */
  readonly recipient?: string
  /** How often; without it for ever. */
  readonly times?: number
}

export interface SmtpOptions {
  /** Who may send; without it, anybody. */
  readonly auth?: { readonly user: string; readonly password: string }
  /** Offers STARTTLS, or speaks TLS from the first byte where `implicit`. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly implicit?: boolean }
}

export interface Smtp {
  readonly port: number
  /** With the user and password, where there are some: `smtp://user:password@127.0.0.1:PORT`. */
  readonly url: string
  readonly mails: readonly ReceivedMail[]
  readonly connections: () => number
  /** Replaces the faults from now on. */
  readonly play: (faults: readonly SmtpFault[]) => void
  readonly clear: () => void
  readonly stop: () => Promise<void>
}

/** A real SMTP server on a loopback port, that keeps what it is sent and fails as it is told. */
export async function startSmtp(options: SmtpOptions = {}): Promise<Smtp> {
  const mails: ReceivedMail[] = []
  const sockets = new Map<number, Socket>()
  let connections = 0
  let faults: (SmtpFault & { left: number })[] = []

  const faultAt = (at: SmtpStep, recipient?: string): SmtpFault['does'] | undefined => {
    const matching = faults.find(
      (one) => one.left > 0 && one.at === at && (one.recipient === undefined || one.recipient === recipient),
    )
    if (matching === undefined) return undefined
    matching.left--
    return matching.does
  }
  type Done = (error?: Error | null) => void
  /** Does what is scripted for a step, or goes on. */
  const step = (at: SmtpStep, remotePort: number, done: Done, recipient?: string): void => {
    const does = faultAt(at, recipient)
    if (does === undefined) done()
    else if (does === 'drop' || does === 'drop-after') sockets.get(remotePort)?.destroy()
    else if (does !== 'hang') done(reply(does))
  }

  const settings: SMTPServerOptions = {
    secure: options.tls?.implicit === true,
    authOptional: options.auth === undefined,
    // A password in clear is all right on the loopback; the server would not offer it otherwise.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    disabledCommands: [
      ...(options.tls === undefined ? ['STARTTLS'] : []),
      ...(options.auth === undefined ? ['AUTH'] : []),
    ],
    ...(options.tls === undefined ? {} : { key: options.tls.key, cert: options.tls.cert }),
    onConnect: (session, done) => {
      connections++
      step('connect', session.remotePort, done)
    },
    onAuth: ({ username, password }, session, done) => {
      const known = username === options.auth?.user && password === options.auth?.password
      step('auth', session.remotePort, (error) => {
        if (error !== undefined && error !== null) done(error)
        else if (known) done(null, { user: username })
        else done(reply({ code: 535, text: '5.7.8 Authentication credentials invalid' }))
      })
    },
    onMailFrom: (_address, session, done) => step('mail', session.remotePort, done),
    onRcptTo: ({ address }, session, done) => step('rcpt', session.remotePort, done, address),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const does = faultAt('data')
        const hangUp = (): void => void sockets.get(session.remotePort)?.destroy()
        if (does === 'hang') return
        if (does === 'drop') return hangUp()
        if (typeof does === 'object') return done(reply(does))
        const raw = Buffer.concat(parts).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        simpleParser(raw).then(
          (parsed) => {
            mails.push({
              envelope: { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((one) => one.address) },
              user: session.user as string | undefined,
              encrypted: session.secure,
              raw,
              parsed,
            })
            if (does === 'drop-after') hangUp()
            else done()
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        )
      })
    },
  }
  const server = new SMTPServer(settings)
  // A client that hangs up in the middle is no concern of the test server.
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    if (remotePort === undefined) return
    sockets.set(remotePort, socket)
    socket.on('close', () => sockets.delete(remotePort))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  const login = options.auth === undefined ? '' : `${options.auth.user}:${encodeURIComponent(options.auth.password)}@`
  return {
    port,
    url: `${options.tls?.implicit === true ? 'smtps' : 'smtp'}://${login}127.0.0.1:${port}`,
    mails,
    connections: () => connections,
    play: (next) => {
      faults = next.map((fault) => ({ ...fault, left: fault.times ?? Infinity }))
    },
    clear: () => {
      mails.length = 0
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function reply({ code, text }: { readonly code: number; readonly text: string }): Error {
  return Object.assign(new Error(text), { responseCode: code })
}
