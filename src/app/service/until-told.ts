import type { Log } from '../../platform/log.ts'
import type { Surroundings } from '../surroundings.ts'

/** How long a service may take to end by itself after a signal. */
export const graceMilliseconds = 10_000

/** Waits until the process is told to stop. */
export async function untilTold({ signal }: Pick<Surroundings, 'signal'>, log: Log): Promise<void> {
  if (!signal.aborted) {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  }
  log.info('stopping', { reason: String(signal.reason) })
}
