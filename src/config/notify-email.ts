import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { Secret } from '../platform/secret.ts'
import { shown } from './form-words.ts'
import type { EmailSettings } from './notify.ts'
import { problemAt } from './notify-slack.ts'
import { reportDefaults } from './notify-schema.ts'
import { child, items, textOf, type Tree } from './tree.ts'

/** `name@host`, or `Name <name@host>`. Anything that could begin another header or receiver is refused. */
const addressForm =
  /^(?:[^<>@,;:"\p{Cc}]*<[^\s<>@,;:"\p{Cc}]+@[^\s<>@,;:"\p{Cc}]+>|[^\s<>@,;:"\p{Cc}]+@[^\s<>@,;:"\p{Cc}]+)$/u

/** `notify.email`, of a tree with its variables filled in. Settings are undefined where there is none, or it is wrong. */
export function emailOf(tree: Tree | undefined): {
  readonly settings?: EmailSettings
  readonly problems: readonly EvenkeelError[]
} {
  if (tree?.form !== 'map') return { problems: [] }
  const problems: EvenkeelError[] = []
  const address = (part: Tree | undefined, where: string): string | undefined => {
    const text = textOf(part)?.trim()
    if (part?.form !== 'scalar' || text === undefined || text === '' || addressForm.test(text)) return text
    const expected = 'an e-mail address, such as "ops@shop.example" or "Ops <ops@shop.example>"'
    problems.push(fail('config-wrong-value', { ...part.place, where, expected, found: shown(part) }))
    return undefined
  }

  const smtpTree = child(tree, 'smtp')
  const smtp = textOf(smtpTree)
  const wrong = smtp === undefined || smtp === '' ? undefined : wrongSmtp(smtp)
  if (smtpTree !== undefined && wrong !== undefined) {
    problems.push(problemAt(smtpTree.place, 'notify.email.smtp', wrong.problem, wrong.mend))
  }
  const from = address(child(tree, 'from'), 'notify.email.from')
  const toTree = child(tree, 'to')
  const receivers = toTree?.form === 'list' ? items(toTree) : toTree === undefined ? [] : [toTree]
  const to = receivers.flatMap((part, i) => {
    const where = toTree?.form === 'list' ? `notify.email.to[${i}]` : 'notify.email.to'
    return address(part, where) ?? []
  })
  if (problems.length > 0 || smtp === undefined || from === undefined || to.length === 0) return { problems }
  return {
    settings: {
      smtp: new Secret(smtp),
      from,
      to: [...new Set(to)],
      schedule: textOf(child(tree, 'schedule'))?.trim() ?? reportDefaults.schedule,
      timeZone: textOf(child(tree, 'timeZone')) ?? reportDefaults.timeZone,
    },
    problems,
  }
}

const example = 'Write "smtps://user:password@mail.shop.example:465", or "smtp://mail.shop.example:587".'

/** What is wrong with the URL of a mail server; it holds a password and is never quoted. */
function wrongSmtp(url: string): { readonly problem: string; readonly mend: string } | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '') {
    const mend = `${example} Characters such as @ : / # % in a user or password are written percent-encoded.`
    return { problem: 'is no URL of a mail server', mend }
  }
  if ((parsed.pathname !== '' && parsed.pathname !== '/') || parsed.search !== '' || parsed.hash !== '') {
    const mend = 'End it after the host and port; characters such as / ? # in a password are written percent-encoded.'
    return { problem: 'has something after its host', mend }
  }
  if ((parsed.username === '') !== (parsed.password === '')) {
    return { problem: 'has only one of user and password', mend: `Give both, or neither. ${example}` }
  }
  try {
    decodeURIComponent(parsed.username + parsed.password)
  } catch {
    return { problem: 'has a % that begins no percent-encoded character', mend: 'Write the character % as %25.' }
  }
  return undefined
}
