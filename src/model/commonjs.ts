import { createRequire } from 'node:module'

/**
 * Loads a library that is written as CommonJS. Where such a one is imported, Node looks through its whole text for the names that it
 * exports, in code that the machine has to compile first: for ipaddr.js and deep-diff together that took a fifth of a start. Its type
 * is imported beside it.
 */
export const commonJs: (name: string) => unknown = createRequire(import.meta.url)
