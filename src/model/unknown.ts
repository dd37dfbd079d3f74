/**
 * Stands in canonical values for something that cannot be known: a reference that resolves nowhere, or into a scope that
 * nobody read. It equals everything, because unknown is never a change. The invisible separator keeps it apart from any
 * text that people write.
 */
export const UNKNOWN = '@unknown\u2063'
