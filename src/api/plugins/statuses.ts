/** The HTTP status of each code that is not told by its room. */
const statuses: Readonly<Record<string, number>> = {
  'api-not-found': 404,
  'api-no-route': 404,
  'api-method': 405,
  'api-media-type': 415,
  'api-too-large': 413,
  'api-token-missing': 401,
  'api-token-unknown': 401,
  'api-token-ended': 401,
  'api-token-scope': 403,
  'api-foreign-page': 403,
  'api-rate': 429,
  'api-busy': 503,
  'api-closing': 503,
  'api-not-assessed': 404,
  'api-assessment-ended': 409,
  'api-nothing-suspect': 409,
  'api-exception-of-file': 409,
  'api-internal': 500,
  'store-no-environment': 404,
  'store-no-snapshot': 404,
  'store-finding-not-open': 409,
  'store-exception-exists': 409,
  'store-token-exists': 409,
  'store-bad-cursor': 400,
}

/** Rooms of which every error is something that was asked wrongly, or well and in vain. */
const rooms: readonly (readonly [prefix: string, status: number])[] = [
  ['api-', 400],
  ['snapshot-', 400],
  ['config-', 422],
  ['except-', 422],
  ['rules-', 422],
  ['store-', 503],
  ['jobs-', 503],
  ['collect-', 503],
]

/** The HTTP status that an error of the catalogue is told with; 500 for what no request can be to blame for. */
export function statusOf(code: string): number {
  return statuses[code] ?? rooms.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 500
}
