import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsSettings } from './settings.ts'
import { deadlineSeconds } from './settings.ts'

/** What every client of a source has in common. */
export interface Transport {
  readonly requestHandler: NodeHttpHandler
  readonly maxAttempts: number
  readonly retryMode: 'standard'
  readonly endpoint?: string
}

/**
 * Timeouts, attempts and endpoint of a source's clients. Without timeouts the SDK waits for ever for a region that does
 * not answer. No call may take longer than its whole scope. `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>` are the
 * SDK's own; `endpoint` in the settings comes before them.
 */
export async function awsTransport(settings: AwsSettings): Promise<Transport> {
  // Which Node runs is told by `engines` and the docs, not by a paragraph of the SDK in the middle of a report.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const most = (settings.deadlineSeconds ?? deadlineSeconds) * 1000
  return {
    requestHandler: new NodeHttpHandler({
      connectionTimeout: Math.min(5_000, most),
      requestTimeout: Math.min(30_000, most),
      throwOnRequestTimeout: true,
      // A connection that falls silent in the middle of an answer: the request timeout ends with the first byte.
      socketTimeout: Math.min(30_000, most),
    }),
    maxAttempts: settings.maxAttempts ?? 8,
    retryMode: 'standard',
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
  }
}
