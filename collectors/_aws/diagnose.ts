import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { oneCall } from './paging.ts'
import { sessionOf, type AwsSession } from './session.ts'
import type { AwsSettings } from './settings.ts'

/** One cheap call that shows whether a permission is there. */
export interface Probe {
  /** `ec2:DescribeInstances`. */
  readonly action: string
  /** The answer; undefined where there is nothing to ask it of. */
  readonly call: (session: AwsSession, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>
}

/**
 * Whose credentials these are, then one line for each probe. Credentials that do not work, for whatever reason, are said once
 * and end it: every probe would only say it again.
 */
export async function* diagnoseAws(
  request: Omit<ReadRequest<AwsSettings>, 'unknown'>,
  probes: readonly Probe[],
): AsyncGenerator<Diagnosis> {
  const session = sessionOf(request)
  const scope = request.scope.scope
  try {
    await session.credentials(request.signal)
  } catch (error) {
    yield problem(`credentials for ${scope}`, error)
    return
  }
  try {
    const { account, arn } = await session.identity(request.signal)
    await session.verify(request.signal)
    yield { what: `identity in ${scope}`, ok: true, detail: `${arn} of account ${account}` }
  } catch (error) {
    yield problem(`identity in ${scope}`, error)
    if (!(error instanceof EvenkeelError) || error.code === 'collect-credentials') return
  }
  for (const probe of probes) {
    const what = `${probe.action} in ${scope}`
    try {
      const place = session.place(probe.action, request.signal)
      const answer = await oneCall(place, () => probe.call(session, { abortSignal: request.signal }))
      yield {
        what,
        ok: true,
        detail: answer === undefined ? 'not tried: there is nothing yet to ask it of' : 'allowed',
      }
    } catch (error) {
      yield problem(what, error)
    }
  }
}

function problem(what: string, error: unknown): Diagnosis {
  if (!(error instanceof EvenkeelError)) throw error
  return { what, ok: false, detail: error.message, remedy: error.remedy }
}
