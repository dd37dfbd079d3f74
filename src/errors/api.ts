import { entry } from './define.ts'

/** Errors of the HTTP API: what a request asks for and may not, or cannot, have. */
export const apiErrors = {
  'api-not-found': entry<{ readonly what: string }>({
    exit: 2,
    sentence: (p) => `There is no ${p.what}.`,
    remedy: () => 'See /openapi.json for what there is.',
    doc: 'A request names something that does not exist.',
  }),
} as const
