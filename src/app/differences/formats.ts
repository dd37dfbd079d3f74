/** How `evenkeel differences` prints. */
export const differenceFormats = ['markdown', 'json'] as const

export type DifferenceFormat = (typeof differenceFormats)[number]
