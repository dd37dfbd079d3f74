import { Gauge, Histogram, Registry } from 'prom-client'
import { Type } from '@fastify/type-provider-typebox'
import type { Api, ApiContext } from '../context.ts'
import { problems } from '../schemas/common.ts'

/** Figures for Prometheus, at /metrics, in a registry of their own. What cannot be asked for just now is left out, and told as that. */
export function addMetrics(api: Api, context: ApiContext): void {
  const { clock } = context.parts
  const registry = new Registry()
  const registers = [registry]
  const duration = new Histogram({
    name: 'evenkeel_http_request_duration_seconds',
    help: 'How long requests took, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  })
  const gauges = gaugesOf(registers)

  api.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)'
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    done()
  })

  api.get(
    '/metrics',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['service'],
        summary: 'Figures for Prometheus',
        response: {
          200: { description: 'The text format.', content: { 'text/plain': { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (_request, reply) => {
      const [standings, counts] = await Promise.all([
        fillStandings(context, gauges, clock.now()),
        fillCounts(context, gauges),
      ])
      gauges.reachable.set({ part: 'store' }, standings && counts.outbox ? 1 : 0)
      gauges.reachable.set({ part: 'queue' }, counts.jobs ? 1 : 0)
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  )
}

function gaugesOf(registers: Registry[]) {
  const labelled = <const L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name: `evenkeel_${name}`, help, labelNames: [...labelNames], registers })
  return {
    findings: labelled('findings', 'Findings of the last assessment.', ['comparison', 'severity', 'status']),
    score: labelled('score', 'Parity, 0 to 100.', ['comparison']),
    incomplete: labelled('coverage_incomplete', '1 where something that must be read was not.', ['comparison']),
    age: labelled('assessment_age_seconds', 'Since the older side was last read.', ['comparison']),
    jobs: labelled('jobs', 'Work in the queue.', ['state']),
    outbox: labelled('outbox_messages', 'Messages that wait, or will never arrive.', ['state']),
    reachable: labelled('reachable', '1 where what it depends on answers.', ['part']),
  }
}

type Gauges = ReturnType<typeof gaugesOf>

/** False: the store could not be asked. */
async function fillStandings({ parts, verdicts }: ApiContext, gauges: Gauges, now: Date): Promise<boolean> {
  const { findings, score, incomplete, age } = gauges
  for (const gauge of [findings, score, incomplete, age]) gauge.reset()
  try {
    for (const { name: comparison } of parts.comparisons) {
      const standing = await verdicts.current(comparison)
      if (standing === null) continue
      for (const [key, count] of standing.tally) {
        const [severity = '', status = ''] = key.split(' ')
        findings.set({ comparison, severity, status }, count)
      }
      if (standing.score !== null) score.set({ comparison }, standing.score)
      incomplete.set({ comparison }, standing.coverage === 'incomplete' ? 1 : 0)
      age.set({ comparison }, Math.max(0, (now.getTime() - Date.parse(standing.readAt)) / 1000))
    }
    return true
  } catch {
    return false
  }
}

async function fillCounts(
  { parts }: ApiContext,
  gauges: Gauges,
): Promise<{ readonly jobs: boolean; readonly outbox: boolean }> {
  gauges.jobs.reset()
  gauges.outbox.reset()
  const [jobs, outbox] = await Promise.all([
    parts.jobs.counts().catch(() => undefined),
    parts.store.outbox.counts().catch(() => undefined),
  ])
  if (jobs !== undefined)
    for (const state of ['waiting', 'active', 'failed'] as const) gauges.jobs.set({ state }, jobs[state])
  if (outbox !== undefined)
    for (const state of ['waiting', 'failed'] as const) gauges.outbox.set({ state }, outbox[state])
  return { jobs: jobs !== undefined, outbox: outbox !== undefined }
}
