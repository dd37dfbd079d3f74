import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EnvironmentFacts } from '../../src/collect/contract.ts'
import { readRecordings, type Recording } from './replay-recording.ts'
import { startReplay, type Fault, type Replay } from './replay-server.ts'

const recordings = fileURLToPath(new URL('../recordings/', import.meta.url))

/** The shop's production, in account 111111111111 and region eu-west-1, as every service of AWS would tell it. */
export const shopRecordings: readonly Recording[] = readRecordings(
  ...readdirSync(recordings)
    .filter((name) => name.startsWith('aws-'))
    .sort()
    .map((name) => join(recordings, name)),
)

/** Credentials, and nothing of the machine's own configuration. `secret` is the secret key. */
export function awsVariables(secret = 'a-secret-key'): Readonly<Record<string, string | undefined>> {
  return {
    AWS_ACCESS_KEY_ID: 'AKIASTART00000000000',
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_ENDPOINT_URL: undefined,
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

export const shopEnvironment: EnvironmentFacts = {
  name: 'production',
  aliases: ['prod'],
  domains: ['shop.example'],
  accounts: { main: '111111111111' },
  regions: { primary: 'eu-west-1' },
  baseDirectory: '/',
}

export interface AwsWorld {
  readonly replay: Replay
  readonly settings: Readonly<Record<string, unknown>>
  readonly environment: EnvironmentFacts
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly close: () => Promise<void>
}

/** A replay server with the shop's recordings, and how to point a collector at it. */
export async function awsWorld(
  options: {
    readonly faults?: readonly Fault[]
    readonly settings?: Readonly<Record<string, unknown>>
    readonly environment?: Partial<EnvironmentFacts>
    readonly secret?: string
    readonly recordings?: readonly Recording[]
  } = {},
): Promise<AwsWorld> {
  const replay = await startReplay({ recordings: options.recordings ?? shopRecordings, faults: options.faults ?? [] })
  return {
    replay,
    settings: { account: 'main', regions: ['primary'], endpoint: replay.url, maxAttempts: 1, ...options.settings },
    environment: { ...shopEnvironment, ...options.environment },
    variables: awsVariables(options.secret),
    close: () => replay.stop(),
  }
}
