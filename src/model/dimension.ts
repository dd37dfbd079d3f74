/** The dimensions of parity, after the field's description of what a staging environment has to match. */
export const dimensions = [
  'compute',
  'database',
  'network',
  'external-services',
  'configuration',
  'certificates',
  'data',
  'deployment',
  'access',
  'observability',
] as const

export type Dimension = (typeof dimensions)[number]
