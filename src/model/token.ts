/** What a token may do: `read` everything, ask `gate`s (and record an override), `write` (start assessments, acknowledge, except, send snapshots), `admin` (tokens). */
export const tokenScopes = ['read', 'gate', 'write', 'admin'] as const

export type TokenScope = (typeof tokenScopes)[number]
