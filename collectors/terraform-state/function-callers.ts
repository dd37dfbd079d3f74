import type { FunctionAlias, FunctionTrigger } from '../_aws/shapes/function-callers.ts'
import type { AttributeReader } from './attribute-reader.ts'

/**
 * The statement that an `aws_lambda_permission` becomes in the policy of a function.
 *
 * Source: AWS Lambda API Reference, AddPermission: `SourceArn` is compared by ArnLike, the other conditions by StringEquals.
 */
export function permissionOf(reader: AttributeReader, arn: string): Readonly<Record<string, unknown>> {
  const principal = reader.required('principal')
  const equal = {
    'AWS:SourceAccount': reader.text('source_account'),
    'aws:PrincipalOrgID': reader.text('principal_org_id'),
    'lambda:FunctionUrlAuthType': reader.text('function_url_auth_type'),
    // The token is for callers only; that there is one is what counts.
    'lambda:EventSourceToken': reader.isSet('event_source_token') ? '***' : undefined,
  }
  const source = reader.text('source_arn')
  const equals = Object.fromEntries(Object.entries(equal).filter(([, value]) => value !== undefined))
  const condition = {
    ...(source === undefined ? {} : { ArnLike: { 'AWS:SourceArn': source } }),
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
  }
  const alias = reader.text('qualifier') ?? reader.required('function_name').split(':')[7]
  return {
    Effect: 'Allow',
    Action: reader.required('action'),
    Principal:
      principal === '*'
        ? '*'
        : principal.includes('.') && !principal.startsWith('arn:')
          ? { Service: principal }
          : { AWS: principal },
    Resource: alias === undefined ? arn : `${arn}:${alias}`,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  }
}

/** Each `aws_lambda_alias`. */
export function aliasesOf(readers: readonly AttributeReader[]): readonly FunctionAlias[] {
  return readers.map((one) => ({
    name: one.required('name'),
    version: one.text('function_version'),
    weights: Object.fromEntries(
      one
        .blocks('routing_config')
        .flatMap((routing) => Object.entries(routing.map('additional_version_weights')))
        .map(([version, share]) => [version, Number(share)]),
    ),
  }))
}

/** Each `aws_lambda_event_source_mapping`. */
export function triggersOf(readers: readonly AttributeReader[]): readonly FunctionTrigger[] {
  return readers.map((one) => {
    const topics = [...one.texts('topics'), ...one.texts('queues')]
    const brokers = one.blocks('self_managed_event_source')[0]?.map('endpoints')['KAFKA_BOOTSTRAP_SERVERS']
    return {
      source: one.text('event_source_arn'),
      topics,
      brokers: brokers?.split(',').map((word) => word.trim()),
      calls: one.text('function_arn'),
      enabled: one.flag('enabled'),
      batchSize: one.number('batch_size'),
      batchWindow: one.number('maximum_batching_window_in_seconds'),
      filters: one
        .blocks('filter_criteria')
        .flatMap((criteria) => criteria.blocks('filter'))
        .flatMap((filter) => filter.text('pattern') ?? []),
      startingPosition: one.text('starting_position'),
      parallel: one.number('parallelization_factor'),
      mostAtOnce: one.blocks('scaling_config')[0]?.number('maximum_concurrency'),
      mostRetries: retries(one),
      oldest: one.number('maximum_record_age_in_seconds'),
      bisect: one.flag('bisect_batch_on_function_error'),
      partialFailures: one.texts('function_response_types').includes('ReportBatchItemFailures'),
      failuresTo: one
        .blocks('destination_config')
        .flatMap((config) => config.blocks('on_failure'))[0]
        ?.text('destination_arn'),
      tumblingWindow: one.number('tumbling_window_in_seconds'),
    }
  })
}

/** A state has 0 for a queue too, of which AWS keeps no number of tries. */
function retries(reader: AttributeReader): number | undefined {
  const isStream = reader.text('starting_position') !== undefined
  return isStream ? reader.number('maximum_retry_attempts') : undefined
}
