import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openConfiguration } from '../../../../src/app/service/configuration.ts'
import type { ThreadData } from '../../../../src/app/service/thread-data.ts'
import { createHandlers } from '../../../../src/jobs/work/handlers.ts'
import type { WorkParts } from '../../../../src/jobs/work/parts.ts'
import { createThreads, type Threads } from '../../../../src/jobs/work/threads.ts'
import type { Assessment } from '../../../../src/model/assessment.ts'
import { sides, type Side } from '../../../../src/model/resource.ts'
import { createLog } from '../../../../src/platform/log.ts'
import type { Store } from '../../../../src/store/contract/store.ts'
import { makerOf } from '../../../accuracy/maker.ts'
import { generic, idOf } from '../../../accuracy/generic.ts'
import { surfacesOf } from '../../../accuracy/surface.ts'
import { describeStore } from '../../../store/support/engines.ts'
import { resourceOf, type Sketch } from '../../../support/snapshots.ts'

const comparison = 'staging..production'
const environments = { candidate: 'staging', baseline: 'production' }
const kinds = ['certificate', 'compute-instance', 'database-instance', 'database-parameters', 'firewall', 'network']
const configuration = `
environments:
  production: { sources: sent }
  staging: { sources: sent }
comparisons: [{ candidate: staging, baseline: production }]
`

/** Two resources of each kind; with values of their own laid over those called `orders`. */
function resourcesOf(side: Side, over: Readonly<Record<string, Sketch['attributes']>> = {}): readonly Sketch[] {
  const m = makerOf({ ...surfacesOf(3)[side], environment: environments[side] }, 'prefix')
  const parts = kinds.flatMap((kind) => ['orders', 'users'].map((part) => ({ kind, part: `${part}-${kind}` })))
  for (const { kind, part } of parts) m.tell(kind, idOf(m, kind, part))
  return parts.map(({ kind, part }) => generic(m, kind, part, part.startsWith('orders') ? (over[kind] ?? {}) : {}))
}

/** The work of a service: its handlers on a store, and a thread as the built program starts it. */
describeStore(
  'what a process finds that goes on from one assessment to the next is what one that begins finds',
  (engine) => {
    let folder: string
    let minute = 0
    const clock = { now: () => new Date(Date.UTC(2026, 10, 1, 0, minute)) }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'evenkeel-goes-on-'))
      await writeFile(join(folder, 'evenkeel.yaml'), configuration)
    })
    afterAll(async () => {
      await rm(folder, { recursive: true, force: true })
    })

    const publish = async (store: Store, side: Side, sketches: readonly Sketch[]): Promise<void> => {
      minute++
      const resources = sketches.map(resourceOf)
      const places = new Map(resources.map((one) => [`${one.kind} ${one.origin.scope}`, one]))
      const environment = environments[side]
      await store.snapshots.publish({
        environment,
        startedAt: clock.now(),
        publishedAt: clock.now(),
        keyId: 'corpus',
        coverage: [...places.values()].map(({ kind, origin }) => {
          return { environment, origin, role: '', kind, status: 'complete', required: true, unknownFields: [] }
        }),
        resources: resources.map(({ tags, attributes, ...head }) => ({
          head,
          body: JSON.stringify({ tags, attributes }),
        })),
      })
    }

    /** A process that has just begun: it remembers nothing. */
    const begin = async (store: Store): Promise<{ threads: Threads; assess: () => Promise<boolean> }> => {
      const env = {}
      const opened = await openConfiguration(undefined, { cwd: folder, env })
      const rules = new Map(opened.comparisons.map(({ config: { name }, judgement }) => [name, judgement.written]))
      const data: ThreadData = {
        config: opened.config.file,
        cwd: folder,
        env,
        texts: opened.texts,
        key: 'a key',
        rules,
      }
      const entry = new URL('../../../../dist/src/app/service/task-thread.js', import.meta.url)
      const threads = createThreads({ entry, workerData: data, most: 1, readingAtOnce: 1, idleSeconds: 60 })
      let went = false
      const assessments: Store['assessments'] = {
        ...store.assessments,
        record: (id, record) => {
          went = record.pairingStands === true
          return store.assessments.record(id, record)
        },
      }
      const parts: WorkParts = {
        store: { ...store, assessments },
        clock,
        log: createLog({ write: () => undefined, level: 'error', readable: true }),
        threads,
        settled: new Map(),
        limiter: { take: () => Promise.reject(new Error('nothing is read')) } as unknown as WorkParts['limiter'],
        keyId: 'corpus',
        comparisons: new Map([...rules].map(([of, written]) => [of, { rules: written, promotionWindowHours: 168 }])),
        sent: new Set(Object.values(environments)),
        exceptions: () => Promise.resolve([]),
        vanished: 0.5,
        threshold: 'high',
        judgeSeconds: 600,
        routes: { channels: [], byService: {}, minimum: 'high' },
        deliver: () => Promise.resolve(undefined),
        report: () => Promise.resolve(),
      }
      const handlers = createHandlers(parts)
      const assess = async (): Promise<boolean> => {
        minute++
        const asked = await store.assessments.request({ comparison, ...environments, by: 'test', at: clock.now() })
        await handlers.weigh(asked.assessment.id, { signal: new AbortController().signal, attempt: 1 })
        return went
      }
      return { threads, assess }
    }

    const documentOf = async (store: Store): Promise<Omit<Assessment, 'takenAt'>> => {
      const document = await store.assessments.document(comparison)
      if (document === undefined) throw new Error('nothing was assessed')
      const { takenAt: _, ...told } = document
      return told
    }

    it('to the letter', async () => {
      const store = await engine.open()
      for (const side of sides) await publish(store, side, resourcesOf(side))
      const first = await begin(store)
      const ways = [await first.assess(), await first.assess(), await first.assess()]
      expect(ways).toEqual([false, false, true])
      await publish(store, 'candidate', resourcesOf('candidate', { 'database-instance': { class: 'db.r6g.large' } }))
      await publish(store, 'baseline', resourcesOf('baseline', { firewall: { description: 'another' } }))
      expect(await first.assess()).toBe(true)
      const gone = await documentOf(store)
      expect(gone.findings.find(({ at }) => at === '/class')).toMatchObject({ direction: 'candidate-ahead' })
      expect(gone.twins).toHaveLength(2 * kinds.length)
      await first.threads.close()
      const again = await begin(store)
      expect(await again.assess()).toBe(false)
      expect(JSON.stringify(await documentOf(store))).toBe(JSON.stringify(gone))
      await again.threads.close()
    })
  },
)
