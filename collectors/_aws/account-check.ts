import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { startDeadline } from '../../src/platform/deadline.ts'
import { deadlineSeconds, roleChain, type AwsSettings } from './settings.ts'

/** Who the credentials are, as a session asks it. */
export interface Asking {
  /** Asks the security token service. */
  readonly identity: (signal: AbortSignal) => Promise<{ readonly account: string }>
  /** The id of the key that calls are signed with now; calls nothing that is not needed to have one. */
  readonly key: () => Promise<string>
}

/**
 * Refuses credentials of another account than the configuration names: a wrong profile would read production and call
 * it staging. A role says its account itself, so nothing is asked then.
 *
 * It is asked once for each key: a service that runs for weeks may find other credentials in the files that it was started
 * with. Whatever else keeps the answer away does not count, and is not waited for longer than a part of the deadline, once in
 * a run: a network may have no way to the security token service. The next run asks again.
 */
export function accountCheck(
  account: string | undefined,
  settings: AwsSettings,
  { identity, key }: Asking,
): (signal: AbortSignal) => Promise<void> {
  if (account === undefined || roleChain(settings).length > 0) return async () => undefined
  const patience = Math.min(5, (settings.deadlineSeconds ?? deadlineSeconds) / 4)
  const right = new Set<string>()
  const unanswered = new WeakSet<AbortSignal>()
  let asking: Promise<string | undefined> | undefined
  const ask = async (signal: AbortSignal): Promise<string | undefined> => {
    const used = await key()
    if (right.has(used)) return account
    const deadline = startDeadline(signal, patience)
    const found = await identity(deadline.signal).finally(deadline.clear)
    if (found.account === account) right.add(used)
    return found.account
  }
  return async (signal) => {
    if (unanswered.has(signal)) return
    // Reads that begin together share the question.
    asking ??= ask(signal).finally(() => (asking = undefined))
    const found = await asking.catch((error: unknown) => {
      if (error instanceof EvenkeelError && error.code === 'collect-credentials') throw error
      unanswered.add(signal)
      return undefined
    })
    if (found === undefined || found === account) return
    throw fail('collect-credentials', { what: `account ${account}`, detail: `these belong to account ${found}` })
  }
}
