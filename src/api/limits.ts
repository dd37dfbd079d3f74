import type { ApiLimits } from './contract.ts'

const mega = 1024 * 1024

/** What is taken unless somebody says otherwise. */
export const usualLimits: ApiLimits = {
  perToken: 1_200,
  perAddress: 600,
  waiting: 2_000,
  snapshotBytes: 1024 * mega,
  lineBytes: 16 * mega,
}

/** Bytes of any other body. */
export const bodyBytes = mega
