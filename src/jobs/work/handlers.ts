import type { Handlers } from '../handlers.ts'
import { collectScope } from './collect.ts'
import type { WorkParts } from './parts.ts'
import { publish } from './publish.ts'
import type { PlannedPlace } from '../../collect/planned.ts'
import type { Task } from './tasks.ts'
import { weighAssessment } from './weigh-assessment.ts'

/** The work of the service, as the queue calls it. What takes long is done in threads; here, texts are only moved. */
export function createHandlers(parts: WorkParts): Handlers {
  return {
    plan: async (environment) => {
      if (parts.sent.has(environment)) return []
      const task: Task = { type: 'plan', environment }
      // Looks at file systems only, and is bounded by the deadlines of the sources.
      const signal = new AbortController().signal
      const places = (await parts.threads.run('reading', task, { signal })) as readonly PlannedPlace[]
      return places.map((place, index) => ({ index, ...place }))
    },
    collectScope: (collection, index, run) => collectScope(parts, collection, index, run),
    publish: (collection, run) => publish(parts, collection, run),
    weigh: (assessment, run) => weighAssessment(parts, assessment, run),
    deliver: parts.deliver,
    report: parts.report,
  }
}
