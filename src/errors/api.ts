import { didYouMean, entry } from './define.ts'

/** Errors of the HTTP API: what a request asks for and may not, or cannot, have. */
export const apiErrors = {
  'api-not-found': entry<{ readonly what: string; readonly nearest?: string | undefined; readonly hint?: string }>({
    exit: 2,
    sentence: (p) => `There is no ${p.what}.`,
    remedy: (p) => didYouMean(p.nearest, p.hint ?? 'The list of them says what there is; see /openapi.json.'),
    doc: 'A request names something that does not exist.',
  }),
  'api-no-route': entry<{ readonly method: string; readonly nearest?: string | undefined }>({
    exit: 2,
    sentence: (p) => `Nothing answers ${p.method} at this address.`,
    remedy: (p) => didYouMean(p.nearest, 'See /openapi.json for what there is.'),
    doc: 'A request goes to an address that the API does not have.',
  }),
  'api-method': entry<{ readonly method: string; readonly allowed: string }>({
    exit: 2,
    sentence: (p) => `This address does not take ${p.method}.`,
    remedy: (p) => `It takes: ${p.allowed}.`,
    doc: 'An address is asked in a way that it does not answer.',
  }),
  'api-parameter': entry<{ readonly parameter: string; readonly where: string; readonly problem: string }>({
    exit: 2,
    sentence: (p) => `The parameter ${p.parameter} ${p.where} ${p.problem}.`,
    remedy: () => 'See /openapi.json for what it takes.',
    doc: 'A parameter in the address, the query or the body is missing, unknown or has a value that it cannot have.',
  }),
  'api-body': entry<{ readonly problem: string }>({
    exit: 2,
    sentence: (p) => `The body of the request cannot be read: ${p.problem}.`,
    remedy: () => 'Send what /openapi.json describes, as UTF-8, with the content type of it.',
    doc: 'A body is no JSON, or no NDJSON, or is empty.',
  }),
  'api-media-type': entry<{ readonly takes: string }>({
    exit: 2,
    sentence: () => 'The body of the request has a content type or an encoding that is not taken here.',
    remedy: (p) => `Send ${p.takes}, not compressed.`,
    doc: 'A request sends a body in a form that the address does not take.',
  }),
  'api-too-large': entry<{ readonly what: string; readonly most: string }>({
    exit: 2,
    sentence: (p) => `${p.what} is larger than ${p.most}.`,
    remedy: () => 'Send less at once.',
    doc: 'A body, or a line of it, is larger than what is taken.',
  }),
  'api-request': entry<{ readonly problem: string }>({
    exit: 2,
    sentence: (p) => `The request cannot be understood: ${p.problem}.`,
    remedy: () => 'See /openapi.json for what there is.',
    doc: 'A request is not well-formed HTTP, or its address is not.',
  }),
  'api-token-missing': entry<Record<never, string>>({
    exit: 2,
    sentence: () => 'This server wants a token.',
    remedy: () =>
      'Make one with `evenkeel token create` where the server runs, and send it as `Authorization: Bearer …`; commands take it from EVENKEEL_TOKEN.',
    doc: 'A request has no bearer token, and the server has tokens or is asked from another machine.',
  }),
  'api-token-unknown': entry<Record<never, string>>({
    exit: 2,
    sentence: () => 'The token is not known here.',
    remedy: () => 'Check that it is whole and that it is for this server.',
    doc: 'The Authorization header holds no token of this server.',
  }),
  'api-token-ended': entry<{ readonly name: string; readonly how: string }>({
    exit: 2,
    sentence: (p) => `The token "${p.name}" ${p.how}.`,
    remedy: () => 'Make a new one with `evenkeel token create`.',
    doc: 'A token was revoked or has expired.',
  }),
  'api-token-scope': entry<{ readonly name: string; readonly needed: string; readonly has: string }>({
    exit: 2,
    sentence: (p) => `The token "${p.name}" may not do this: it needs the scope "${p.needed}" and has: ${p.has}.`,
    remedy: (p) => `Use a token that was made with --scope ${p.needed}.`,
    doc: 'A token is good, but not for what is asked.',
  }),
  'api-token-in-url': entry<Record<never, string>>({
    exit: 2,
    sentence: () => 'The address holds a token, and addresses end up in logs.',
    remedy: () => 'Revoke that token, make a new one and send it as `Authorization: Bearer …`.',
    doc: 'A request has a token in its address; it is refused, whether or not the token is good.',
  }),
  'api-token-name': entry<{ readonly problem: string }>({
    exit: 2,
    sentence: (p) => `The name of the token ${p.problem}.`,
    remedy: () =>
      'Give it 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit: `ci`.',
    doc: 'A token cannot be called so.',
  }),
  'api-foreign-page': entry<{ readonly header: string }>({
    exit: 2,
    sentence: (p) =>
      `The request comes from a page of another site, or by another name (its ${p.header} header says so).`,
    remedy: () => 'Call this server as 127.0.0.1 or localhost, or make a token and send it.',
    doc: 'While there is no token, a server on the loopback interface answers only who calls it by a loopback name and not for a page of another site: anything a browser shows could ask it otherwise.',
  }),
  'api-rate': entry<{ readonly seconds: number }>({
    exit: 3,
    sentence: () => 'Too many requests were made at once.',
    remedy: (p) => `Wait ${p.seconds} s, as Retry-After says.`,
    doc: 'A token, or an address without one, has made more requests in a minute than it may.',
  }),
  'api-busy': entry<{ readonly what: string; readonly seconds: number }>({
    exit: 3,
    sentence: (p) => `The server has too many ${p.what} under way.`,
    remedy: (p) => `Try again in ${p.seconds} s.`,
    doc: 'As many dear requests as a server takes at once are under way.',
  }),
  'api-closing': entry<Record<never, string>>({
    exit: 3,
    sentence: () => 'The server is about to stop.',
    remedy: () => 'Try again when it has started anew.',
    doc: 'A request came in, or was still waiting, while the server ended.',
  }),
  'api-not-assessed': entry<{ readonly comparison: string }>({
    exit: 3,
    sentence: (p) => `${p.comparison} was never assessed.`,
    remedy: () => 'Ask for an assessment with POST /v1/assessments, and wait until it is done.',
    doc: 'The last assessment of a comparison is asked for, and none was ever done.',
  }),
  'api-assessment-ended': entry<{ readonly id: string; readonly state: string }>({
    exit: 2,
    sentence: (p) => `The assessment ${p.id} is not under way: it is ${p.state}.`,
    remedy: () => 'Only what is under way can be cancelled.',
    doc: 'An assessment is to be cancelled that has ended.',
  }),
  'api-nothing-suspect': entry<{ readonly environment: string }>({
    exit: 2,
    sentence: (p) => `No reading of ${p.environment} is suspect, so there is nothing to accept.`,
    remedy: (p) => `GET /v1/environments/${p.environment}/suspects lists them.`,
    doc: 'Somebody says that what is gone is gone, and everything that was read is believed.',
  }),
  'api-exception-of-file': entry<{ readonly id: string; readonly where: string }>({
    exit: 2,
    sentence: (p) => `The exception "${p.id}" is written in ${p.where}, which only an edit of that file removes.`,
    remedy: () => 'Remove it there.',
    doc: 'An exception of the configuration is to be removed through the API.',
  }),
  'api-internal': entry<{ readonly request: string }>({
    exit: 3,
    sentence: (p) => `The server failed unexpectedly (request ${p.request}).`,
    remedy: () => 'Look for that request in the log of the server, and report it.',
    doc: 'A defect in Evenkeel itself. What went wrong is in the log of the server, not in the answer.',
  }),
} as const
