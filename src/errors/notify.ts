import { entry, place } from './define.ts'

/** Errors of the notifications: how people are told. No sentence quotes a secret. */
export const notifyErrors = {
  'notify-settings': entry<{
    readonly file: string
    readonly line: number
    readonly column: number
    /** The path to it: `notify.slack`. */
    readonly where: string
    readonly problem: string
    readonly mend: string
  }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} ${p.problem}.`,
    remedy: (p) => p.mend,
    doc: 'A setting under `notify:` cannot be used: two ways at once, a part that is missing, a URL that is none.',
  }),
  'notify-unanswered': entry<{ readonly where: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `Whether a message to ${p.where} arrived is not known (${p.reason}).`,
    remedy: () => 'Nothing is to be done: it is sent again, where possible after a look whether it is there.',
    doc: 'A connection ended, or a time ran out, between handing over a message and the answer.',
  }),
} as const
