import { Type } from '@fastify/type-provider-typebox'
import { catalogue } from '../../errors/catalogue.ts'
import type { Api, ApiContext } from '../context.ts'

const tags = ['service']
const Word = Type.String({ description: '`ok`, or `failed`.' })
const ready = Type.Object({
  status: Type.String({ description: '`ready`, or `not-ready`.' }),
  store: Word,
  queue: Word,
  undelivered: Type.Optional(Type.Integer({ description: 'Messages that will never arrive.' })),
})
const patienceMilliseconds = 2_000
const believedMilliseconds = 1_000

/** Whether the service lives, and can work; and what its errors mean. For everybody. */
export function addService(api: Api, { parts }: ApiContext): void {
  const { store, jobs, clock } = parts

  const state = async () => {
    const [storeOk, queueOk, undelivered] = await Promise.all([
      within(store.ping()).then(
        () => true,
        () => false,
      ),
      within(jobs.ping()).then(
        () => true,
        () => false,
      ),
      within(store.outbox.counts()).then(
        ({ failed }) => failed,
        () => undefined,
      ),
    ])
    return { storeOk, queueOk, undelivered }
  }
  let last: { readonly at: number; readonly state: ReturnType<typeof state> } | undefined
  // Everybody may ask, as often as they like: the store is asked once a second at most.
  const stateNow = (): ReturnType<typeof state> => {
    const at = clock.now().getTime()
    if (last === undefined || Math.abs(at - last.at) >= believedMilliseconds) last = { at, state: state() }
    return last.state
  }

  api.get(
    '/healthz',
    {
      config: { scope: 'open' },
      schema: {
        tags,
        summary: 'Whether the process answers',
        security: [],
        response: { 200: Type.Object({ status: Type.String() }) },
      },
    },
    async () => ({ status: 'ok' }),
  )

  api.get(
    '/readyz',
    {
      config: { scope: 'open' },
      schema: {
        tags,
        summary: 'Whether it can work: the store and the queue answer',
        security: [],
        response: { 200: ready, 503: ready },
      },
    },
    async (_request, reply) => {
      const { storeOk, queueOk, undelivered } = await stateNow()
      const well = storeOk && queueOk
      return reply.code(well ? 200 : 503).send({
        status: well ? 'ready' : 'not-ready',
        store: storeOk ? 'ok' : 'failed',
        queue: queueOk ? 'ok' : 'failed',
        ...(undelivered === undefined ? {} : { undelivered }),
      })
    },
  )

  const page = errorsPage()
  api.get(
    '/errors',
    {
      config: { scope: 'open' },
      schema: {
        tags,
        summary: 'What the codes of problems mean',
        security: [],
        response: { 200: { description: 'A page.', content: { 'text/html': { schema: Type.String() } } } },
      },
    },
    async (_request, reply) => reply.type('text/html; charset=utf-8').send(page as never),
  )
}

function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), patienceMilliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

function errorsPage(): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const rows = Object.entries(catalogue).map(
    ([code, { doc }]) => `<dt id="${code}"><code>${code}</code></dt><dd>${escaped(doc)}</dd>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors of Evenkeel</title><h1>Errors</h1><dl>${rows.join('\n')}</dl></html>\n`
}
