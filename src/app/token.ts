import { secondsOf } from '../api/duration.ts'
import { fail } from '../errors/catalogue.ts'
import { tokenScopes, type TokenScope } from '../model/token.ts'
import { safeText } from '../report/safe-text.ts'
import { padTo } from '../report/width.ts'
import { choose } from './choices.ts'
import { dataDirectoryOf } from './data-directory.ts'
import { exits, type Surroundings } from './surroundings.ts'
import { atDesk, type ToldToken } from './token-desk.ts'

export interface TokenPlace {
  readonly server?: string | undefined
  readonly data?: string | undefined
  readonly config?: string | undefined
}

export interface TokenCreateOptions extends TokenPlace {
  readonly name: string
  readonly scope: readonly string[]
  /** `90d`. */
  readonly expires?: string | undefined
}

/** `evenkeel token create`: prints the token, and nothing else, on stdout. It is nowhere to be read again. */
export async function runTokenCreate(options: TokenCreateOptions, surroundings: Surroundings): Promise<number> {
  const { name, expires } = options
  const scopes = options.scope
    .flatMap((one) => one.split(','))
    .map((one): TokenScope => choose('--scope', one.trim(), tokenScopes))
  const expiresInSeconds = expires === undefined ? undefined : secondsOf(expires)
  if (expires !== undefined && expiresInSeconds === undefined)
    throw fail('cli-usage', {
      problem: `--expires cannot be "${expires}"`,
      hint: 'It takes a length of time: 12h, 90d, 52w.',
    })
  const token = await atDesk(await placeOf(options, surroundings), surroundings, (desk) =>
    desk.create({ name, scopes, ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }) }),
  )
  surroundings.stdout.write(`${token}\n`)
  surroundings.stderr.write(`Keep it now: it cannot be shown again. Commands take it from EVENKEEL_TOKEN.\n`)
  return exits.parity
}

/** `evenkeel token list` */
export async function runTokenList(options: TokenPlace, surroundings: Surroundings): Promise<number> {
  const tokens = await atDesk(await placeOf(options, surroundings), surroundings, (desk) => desk.list())
  if (tokens.length === 0) surroundings.stderr.write('There is no token: requests from this machine need none.\n')
  else surroundings.stdout.write(tableOf(tokens, surroundings.clock.now()))
  return exits.parity
}

/** `evenkeel token revoke NAME` */
export async function runTokenRevoke(name: string, options: TokenPlace, surroundings: Surroundings): Promise<number> {
  await atDesk(await placeOf(options, surroundings), surroundings, (desk) => desk.revoke(name))
  surroundings.stderr.write(`${safeText(name)} is revoked.\n`)
  return exits.parity
}

async function placeOf({ server, data, config }: TokenPlace, surroundings: Surroundings) {
  return { directory: await dataDirectoryOf({ data, config }, surroundings), server }
}

function tableOf(tokens: readonly ToldToken[], now: Date): string {
  const rows = [
    ['name', 'scopes', 'begins with', 'made', 'last used', 'state'],
    ...tokens.map((one) => [
      safeText(one.name),
      one.scopes.join(' '),
      `evk_${one.prefix}`,
      one.createdAt.slice(0, 10),
      one.lastUsedAt?.slice(0, 10) ?? 'never',
      stateOf(one, now),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => padTo(cell, widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function stateOf({ revokedAt, expiresAt }: ToldToken, now: Date): string {
  if (revokedAt !== undefined) return `revoked ${revokedAt.slice(0, 10)}`
  if (expiresAt === undefined) return 'in force'
  return Date.parse(expiresAt) <= now.getTime()
    ? `expired ${expiresAt.slice(0, 10)}`
    : `until ${expiresAt.slice(0, 10)}`
}
