import type { ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import type { Kind } from '../../src/model/kind.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import { sessionOf, type AwsSession } from './session.ts'
import type { AwsSettings } from './settings.ts'

export type AwsRead = ReadRequest<AwsSettings>

/** The session of a read, once the credentials are known to be those of the right account. */
export async function startReading(request: AwsRead): Promise<AwsSession> {
  const session = sessionOf(request)
  await session.verify(request.signal)
  return session
}

/**
 * Does a part of a read that the rest can do without: when it fails, the fields that it would have told are unknown (never
 * absent), the kind is partial, and `instead` takes its place. With ids they are unknown of those resources alone. A cancelled run
 * stays cancelled.
 */
export async function orUnknown<T>(
  request: AwsRead,
  kind: Kind,
  fields: readonly Pointer[],
  part: () => Promise<T>,
  instead: T,
  ids?: string | readonly string[],
): Promise<T> {
  try {
    return await part()
  } catch (error) {
    if (!(error instanceof EvenkeelError) || request.signal.aborted || error.code === 'collect-cancelled') throw error
    for (const id of typeof ids === 'object' ? ids : [ids]) request.unknown(kind, fields, error.message, id)
    return instead
  }
}
