import { EvenkeelError, type ErrorCode } from '../../errors/catalogue.ts'

/** To a thread that works on tasks; `id` is the task's. */
export type ToThread =
  | { readonly type: 'start'; readonly id: number; readonly task: unknown }
  /** The next item of the task's input; without an item: that was the last. */
  | { readonly type: 'input'; readonly id: number; readonly item?: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly question: number; readonly answer: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly question: number; readonly error: PostedError }
  | { readonly type: 'cancel'; readonly id: number }

/** From a thread. Every task ends with `done` or `failed`. */
export type FromThread =
  | { readonly type: 'note'; readonly id: number; readonly note: unknown }
  | { readonly type: 'question'; readonly id: number; readonly question: number; readonly asked: unknown }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: PostedError }

/** An error as it can be posted: a class does not survive that. */
export type PostedError =
  | {
      readonly type: 'known'
      readonly code: ErrorCode
      readonly message: string
      readonly remedy: string
      readonly exit: 2 | 3
      readonly parameters: EvenkeelError['parameters']
    }
  | { readonly type: 'several'; readonly message: string; readonly errors: readonly PostedError[] }
  | { readonly type: 'other'; readonly name: string; readonly message: string; readonly stack: string | undefined }

/** Makes an error ready to be posted. */
export function postedError(error: unknown): PostedError {
  if (error instanceof EvenkeelError) {
    const { code, message, remedy, exit, parameters } = error
    return { type: 'known', code, message, remedy, exit, parameters }
  }
  if (error instanceof AggregateError) {
    return { type: 'several', message: error.message, errors: error.errors.map(postedError) }
  }
  if (error instanceof Error) return { type: 'other', name: error.name, message: error.message, stack: error.stack }
  return { type: 'other', name: 'Error', message: 'something that is no error was thrown', stack: undefined }
}

/** The error that was posted. */
export function receivedError(posted: PostedError): Error {
  switch (posted.type) {
    case 'known':
      return new EvenkeelError(posted.code, posted.message, posted.remedy, posted.exit, posted.parameters)
    case 'several':
      return new AggregateError(posted.errors.map(receivedError), posted.message)
    case 'other': {
      const error = new Error(posted.message)
      error.name = posted.name
      if (posted.stack !== undefined) error.stack = posted.stack
      return error
    }
  }
}
