import type { ApiExceptionRequest } from '../../api/contract.ts'
import type { ServiceConfiguration } from './configuration.ts'
import { loadExceptions } from '../../config/exceptions.ts'
import type { ExceptionRecord } from '../../model/exception.ts'
import type { Clock } from '../../platform/clock.ts'

/**
 * The record of an exception that somebody asks for: it is read as a file with this one entry would be, so that the same is refused
 * in the same words. Throws the first problem.
 */
export function exceptionFrom(
  { config, judgement }: Pick<ServiceConfiguration, 'config' | 'judgement'>,
  clock: Clock,
): (asked: ApiExceptionRequest, by: string) => ExceptionRecord {
  return (asked, by) => {
    const { id, kind, rule, kindOfResource, resource, at, service, finding, reason, owner, until } = asked
    const today = clock.now().toISOString().slice(0, 10)
    const dates = kind === 'temporary' ? { created: today, expires: until } : { since: today, review: until }
    const entry = { id, rule, kind: kindOfResource, resource, at, service, finding, reason, owner, ...dates }
    // JSON is YAML, and leaves out what is undefined.
    const text = JSON.stringify({ [kind === 'temporary' ? 'exceptions' : 'differences']: [entry] })
    const services = config.services.map(({ name }) => name)
    const files = [{ path: 'the request', text }]
    try {
      const [record] = loadExceptions({ files, differences: [], rules: judgement.ruleIds, services }).exceptions
      if (record === undefined) throw new Error('an exception was read and is not there')
      return { ...record, where: `made by ${by} through the API` }
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error
    }
  }
}
