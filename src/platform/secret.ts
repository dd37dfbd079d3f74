import { inspect } from 'node:util'

/**
 * A secret that is handed from the configuration to the one place that uses it. Printed, logged or put into JSON it is
 * `(secret)`, so no mistake on the way can show it.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The secret itself: only for the call that needs it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}

const hidden = '(secret)'

/**
 * A text of somebody else (a server's answer, an error) without the secrets that it may repeat, as they are and as they are
 * written in URLs and in base64. Texts of fewer than four characters are no secrets: taking them out would shred the sentence.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .sort((a, b) => b.length - a.length)
  return forms.reduce((clean, form) => clean.replaceAll(form, hidden), text)
}
