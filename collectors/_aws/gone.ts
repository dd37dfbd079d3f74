/**
 * Turns "no such thing" into undefined: what was deleted between the list and the call is not a failure. By the names of
 * the service's own errors; anything else is thrown on.
 *
 *     client.send(command).catch(unlessGone('ResourceNotFoundException'))
 */
export function unlessGone(...names: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && names.includes(error.name)) return undefined
    throw error
  }
}
