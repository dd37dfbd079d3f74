import { entry } from './define.ts'

/** Errors of the notifications: how people are told. */
export const notifyErrors = {
  'notify-settings': entry<{ readonly where: string; readonly problem: string; readonly mend: string }>({
    exit: 2,
    sentence: (p) => `${p.where}: ${p.problem}.`,
    remedy: (p) => p.mend,
    doc: 'A setting under `notify:` cannot be used.',
  }),
} as const
