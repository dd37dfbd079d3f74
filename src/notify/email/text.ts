import type { Telling } from '../telling.ts'

/** A message as plain text. */
export function tellingText({ headline, facts, parts }: Telling): string {
  const lines = parts.flatMap(({ title, entries, more }) => [
    '',
    ...(title === undefined ? [] : [`${title}:`, '']),
    ...entries.flatMap(({ severity, what, details, since, remedy }) => {
      const about = [...details, ...(since === undefined ? [] : [`since ${since.slice(0, 10)}`])]
      return [
        `- ${severity === undefined ? '' : `[${severity}] `}${what}`,
        ...(about.length === 0 ? [] : [`  ${about.join('; ')}`]),
        ...(remedy === undefined ? [] : [`  -> ${remedy}`]),
      ]
    }),
    ...(more === undefined ? [] : [more]),
  ])
  return `${[`${headline}.`, ...(facts.length === 0 ? [] : ['', `${facts.join('; ')}.`]), ...lines].join('\n')}\n`
}
