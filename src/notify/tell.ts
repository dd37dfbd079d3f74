import { sidesOfComparison } from '../model/comparison-name.ts'
import type { Message } from '../model/message.ts'
import { severities } from '../model/severity.ts'
import { isWarning, partOf, settled, type Sides, toAct, unreadPart } from './tell-group.ts'
import type { Part, Telling } from './telling.ts'
import { counted, listed, plainWords } from './words.ts'

/** How much of each list a message holds; the rest is counted. A message is read in a minute, or not at all. */
const most = { summary: 12, opened: 12, worse: 8, resolved: 15, unread: 8 } as const

/** A message in words. */
export function tell(message: Message): Telling {
  switch (message.type) {
    case 'summary':
      return summary(message)
    case 'changes':
      return changes(message)
    case 'override':
      return override(message)
    case 'weekly':
      return weekly(message)
  }
}

type Of<T extends Message['type']> = Extract<Message, { readonly type: T }>

function summary(message: Of<'summary'>): Telling {
  const sides = sidesOfComparison(message.comparison)
  const { bySeverity, compared } = message.summary
  const open = severities.filter((severity) => bySeverity[severity] > 0)
  const blind = message.unread.length
  return {
    ...verdict(message, sides),
    facts: [
      `first assessment of ${plainWords(message.comparison, 120)}`,
      scoreWords(message.score),
      `${compared} compared`,
      ...(open.length === 0 ? [] : [listed(open.map((severity) => `${bySeverity[severity]} ${severity}`))]),
      ...(blind === 0 ? [] : [`${counted(blind, 'place')} not read`]),
    ],
    parts: present(
      partOf(undefined, message.groups, most.summary, toAct(sides, { warns: false })),
      unreadPart('Could not be read', message.unread, most.unread),
    ),
  }
}

/** Never good news where something was not looked at, or nothing was compared. */
function verdict(message: Of<'summary'>, sides: Sides): Pick<Telling, 'headline' | 'mood'> {
  const candidate = plainWords(sides.candidate, 50)
  const baseline = plainWords(sides.baseline, 50)
  const total = severities.reduce((sum, severity) => sum + message.summary.bySeverity[severity], 0)
  const differences = counted(total, 'difference')
  const blind = message.coverage === 'incomplete'
  if (message.drift === 'drift') {
    const also = blind ? ', and not everything could be read' : ''
    return { mood: 'bad', headline: `${candidate} would not have told you the truth about ${baseline}${also}` }
  }
  if (blind) {
    const seen = total === 0 ? 'no difference in what was read' : differences
    return { mood: 'unknown', headline: `Whether ${candidate} tells the truth about ${baseline} is not known: ${seen}` }
  }
  if (message.score === null || message.summary.compared === 0) {
    return { mood: 'unknown', headline: `Nothing in ${candidate} could be compared with ${baseline}` }
  }
  if (message.drift === 'below-threshold' || total > 0) {
    return { mood: 'fair', headline: `${candidate} comes close to ${baseline}: ${differences} below the threshold` }
  }
  return { mood: 'well', headline: `${candidate} would have told you the truth about ${baseline}` }
}

function changes(message: Of<'changes'>): Telling {
  const sides = sidesOfComparison(message.comparison)
  const { opened, worse, resolved, unread, readAgain } = message
  const findings = (groups: Of<'changes'>['opened']): number => groups.reduce((sum, group) => sum + group.count, 0)
  const news = [
    ...(opened.length === 0 ? [] : [`${findings(opened)} new`]),
    ...(worse.length === 0 ? [] : [`${findings(worse)} worse`]),
    ...(resolved.length === 0 ? [] : [`${findings(resolved)} resolved`]),
    ...(unread.length === 0 ? [] : [`${counted(unread.length, 'place')} not read any more`]),
    ...(readAgain.length === 0 ? [] : [`${counted(readAgain.length, 'place')} read again`]),
  ]
  const toDo = [...opened, ...worse]
  const alarm = toDo.some((group) => !isWarning(group))
  const calm = unread.length > 0 ? 'unknown' : message.drift === 'none' ? 'well' : 'fair'
  return {
    headline: `${plainWords(sides.candidate, 50)} and ${plainWords(sides.baseline, 50)}: ${listed(news)}`,
    mood: alarm ? 'bad' : toDo.length > 0 ? 'fair' : calm,
    facts: [plainWords(message.comparison, 120), scoreWords(message.score), standing(message.drift)],
    parts: present(
      partOf('New', opened, most.opened, toAct(sides, { warns: true })),
      partOf('Worse', worse, most.worse, toAct(sides, { warns: true })),
      unreadPart('Cannot be read any more', unread, most.unread),
      partOf('Resolved', resolved, most.resolved, settled),
      unreadPart('Can be read again', readAgain, most.unread),
    ),
  }
}

const standings = {
  none: 'no difference left that counts',
  'below-threshold': 'what is left is below the threshold',
  drift: 'there is drift',
} as const

function standing(drift: Of<'changes'>['drift']): string {
  return standings[drift]
}

function override(message: Of<'override'>): Telling {
  const of = message.service === undefined ? '' : ` of ${plainWords(message.service, 80)}`
  return {
    headline: `A gate was overridden: ${plainWords(message.comparison, 110)}`,
    mood: 'bad',
    facts: [],
    parts: [
      {
        entries: [
          {
            what: `${plainWords(message.by, 120)} let a deployment${of} pass with ${counted(message.counted, 'difference')} that ${message.counted === 1 ? 'counts' : 'count'}`,
            details: [`reason: ${plainWords(message.reason)}`],
            since: message.at,
          },
        ],
      },
    ],
  }
}

function weekly(message: Of<'weekly'>): Telling {
  return {
    headline: plainWords(message.subject, 150),
    mood: 'unknown',
    facts: [],
    parts: [
      {
        entries: message.text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => ({ what: plainWords(line), details: [] })),
      },
    ],
  }
}

function scoreWords(score: number | null): string {
  return score === null ? 'no score: nothing was compared' : `score ${score} of 100`
}

function present(...parts: readonly (Part | undefined)[]): readonly Part[] {
  return parts.filter((part) => part !== undefined)
}
