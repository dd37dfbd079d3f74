import { isIP, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { fail, type EvenkeelError } from '../../errors/catalogue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tokens } from '../../store/contract/tokens.ts'

/** Where a service listens. */
export interface ListenAddress {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
}

export const usualAddress: ListenAddress = { host: '127.0.0.1', port: 7423 }

/** `HOST:PORT`, `[::1]:7423`, `:7423` or a port alone. Throws `cli-usage`. */
export function readAddress(text: string | undefined, option = '--listen'): ListenAddress {
  if (text === undefined) return usualAddress
  const [, six, name, digits = ''] = /^(?:(?:\[([\da-fA-F:.]+)\]|([^\s:[\]/]*)):)?(\d{1,5})$/.exec(text.trim()) ?? []
  const port = Number(digits)
  const host = six ?? (name === undefined || name === '' ? usualAddress.host : name)
  if (digits === '' || port > 65_535 || (six !== undefined && isIP(six) !== 6)) {
    const hint = 'Write HOST:PORT, such as 127.0.0.1:7423, 0.0.0.0:7423 or [::1]:0.'
    throw fail('cli-usage', { problem: `${option} cannot be "${text}"`, hint })
  }
  return { host, port }
}

/** Whether only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Throws `server-needs-token` where others could reach the service and no token is in force. */
export async function checkReach({ host, port }: ListenAddress, tokens: Tokens, clock: Clock): Promise<void> {
  if (isLoopback(host)) return
  const now = clock.now().getTime()
  const inForce = (await tokens.list()).some(({ revokedAt, expiresAt }) => {
    return revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > now)
  })
  if (!inForce) throw fail('server-needs-token', { address: written(host, port) })
}

/** Begins to listen; the URL by which this machine reaches it, and the one to show. Throws `server-listen`. */
export async function listen(
  api: FastifyInstance,
  { host, port }: ListenAddress,
): Promise<{ readonly local: string; readonly shown: string }> {
  try {
    await api.listen({ host, port })
  } catch (cause) {
    throw listenError({ host, port }, cause)
  }
  const bound = (api.server.address() as AddressInfo).port
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return { local: `http://${written(near, bound)}`, shown: `http://${written(host, bound)}` }
}

/** Why one cannot listen there, as `server-listen`. */
export function listenError({ host, port }: ListenAddress, cause: unknown): EvenkeelError {
  return fail('server-listen', { address: written(host, port), reason: reasonFor(cause) }, cause)
}

function written(host: string, port: number): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}

function reasonFor(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const known: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another process listens there',
    EADDRNOTAVAIL: `this machine has no such address; it has ${ownAddresses().join(', ')}`,
    EACCES: 'that needs more rights',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'the name of the host could not be looked up',
  }
  return known[code] ?? (code === '' ? 'for a reason that the system does not tell' : code)
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
}
