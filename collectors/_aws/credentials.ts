import type { AwsCredentialIdentityProvider } from '@smithy/types'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { awsError } from './errors.ts'
import { roleChain, type AwsSettings, type RoleStep } from './settings.ts'
import type { Transport } from './transport.ts'

export interface CredentialsRequest {
  readonly settings: AwsSettings
  readonly scope: string
  readonly region: string
  readonly transport: Transport
}

/**
 * Credentials of a source: the usual chain (environment, profile, container, instance role), and on top of it the roles
 * of `assumeRole`, each assumed with the one before. Failures are told as `collect-credentials`, so that a role that may
 * not be assumed is not taken for a call that was denied; a security token service that cannot be reached is told as such.
 */
export async function awsCredentials(request: CredentialsRequest): Promise<AwsCredentialIdentityProvider> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
  const { settings, region, transport } = request
  const clientConfig = { region, ...transport }
  const profile = settings.profile === undefined ? {} : { profile: settings.profile }
  let provider = told(fromNodeProviderChain({ ...profile, clientConfig }), request, undefined)
  for (const step of roleChain(settings)) {
    const master = provider
    const assumed = fromTemporaryCredentials({
      masterCredentials: master,
      params: {
        RoleArn: step.arn,
        RoleSessionName: 'evenkeel',
        ...(step.externalId === undefined ? {} : { ExternalId: step.externalId }),
      },
      clientConfig,
    })
    provider = told(assumed, request, step)
  }
  return provider
}

function told(
  provider: AwsCredentialIdentityProvider,
  { scope, region }: CredentialsRequest,
  step: RoleStep | undefined,
): AwsCredentialIdentityProvider {
  const action = step === undefined ? 'credentials' : 'sts:AssumeRole'
  return async (identity) => {
    try {
      return await provider(identity)
    } catch (error) {
      // The signal of one call is not known here; credentials are shared by all of them.
      const known = awsError(error, { action, scope, region, signal: new AbortController().signal })
      if (error instanceof EvenkeelError || step === undefined) throw known
      throw roleError(known, step, scope)
    }
  }
}

const refusals: readonly string[] = ['collect-denied', 'collect-credentials', 'collect-failed']

function roleError(known: EvenkeelError, step: RoleStep, scope: string): EvenkeelError {
  if (!refusals.includes(known.code)) return known
  const detail = known.parameters['detail']
  const why = detail === undefined ? '' : `: ${detail}`
  return fail('collect-credentials', { what: scope, detail: `the role ${step.arn} could not be assumed${why}` })
}
