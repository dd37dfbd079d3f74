import { parentPort, workerData } from 'node:worker_threads'
import type { Collector } from '../../collect/contract.ts'
import type { PlannedEnvironment } from '../../collect/planned.ts'
import { planPlaces } from '../../collect/planned.ts'
import type { Config, EnvironmentConfig } from '../../config/config.ts'
import { comparisonName } from '../../model/comparison-name.ts'
import { trustRules } from '../../judge/compile.ts'
import { assembleTask } from '../../jobs/work/assemble-task.ts'
import { collectTask } from '../../jobs/work/collect-task.ts'
import type { Task, WeighTask } from '../../jobs/work/tasks.ts'
import { serveTasks, type TaskWork } from '../../jobs/work/thread-tasks.ts'
import { ThreadMemory } from '../../jobs/work/thread-memory.ts'
import { weighTask } from '../../jobs/work/weigh-task.ts'
import type { WeighMeans } from '../../jobs/work/weigh-means.ts'
import { createFingerprinter } from '../../platform/fingerprint.ts'
import { exceptionsIn, readExceptionFiles } from '../exception-files.ts'
import { ruleError } from '../judgement.ts'
import { loadCollectors } from '../load-collectors.ts'
import { openConfig } from '../open-config.ts'
import type { ThreadData } from './thread-data.ts'

/**
 * The entry of the threads of a service. Collectors and rules cannot be posted, so a thread opens the configuration itself, from the texts
 * that the service read at its start.
 */
const { config: named, cwd, env, texts, key, rules } = workerData as ThreadData
const fingerprint = createFingerprinter(key)
const memory = new ThreadMemory()
const opened = open()
// Whoever begins a task is told; before that, nobody waits for it.
opened.catch(() => undefined)

if (parentPort !== null) serveTasks(parentPort, (task, work) => perform(task as Task, work))

async function open(): Promise<{ readonly config: Config; readonly collectors: readonly Collector[] }> {
  const { config, collectors } = await openConfig(named, { cwd, env }, async (path) => {
    const text = texts.get(path)
    if (text === undefined) throw new Error('a file of the configuration was not read at the start')
    return text
  })
  // All of them: a snapshot may have been read by one that the configuration no longer has.
  return { config, collectors: await loadCollectors(collectors) }
}

async function perform(task: Task, work: TaskWork): Promise<unknown> {
  const { config, collectors } = await opened
  switch (task.type) {
    case 'plan':
      return planPlaces(planned(task.environment), work.signal)
    case 'collect':
      return collectTask(planned(task.environment), task.place, fingerprint, work)
    case 'assemble':
      return assembleTask(environmentOf(config, task.environment).sources, config.services, work)
    case 'weigh':
      try {
        return await weighTask(task, await meansOf(task), memory, work)
      } catch (error) {
        throw ruleError(error)
      }
  }

  function planned(name: string): PlannedEnvironment {
    return { ...environmentOf(config, name), collectors }
  }
}

/** Exceptions are read anew each time: Git is their authority, and people do not start a service anew for one. */
async function meansOf({ sides }: WeighTask): Promise<WeighMeans> {
  const { config, collectors } = await opened
  const { candidate, baseline } = sides
  const name = comparisonName({ candidate: candidate.environment, baseline: baseline.environment })
  const judgedBy = trustRules(rules.get(name) ?? [])
  const { files, notices } = await readExceptionFiles(config, cwd)
  const ids = judgedBy.map((rule) => rule.id)
  return {
    environments: {
      candidate: environmentOf(config, candidate.environment),
      baseline: environmentOf(config, baseline.environment),
    },
    collectors,
    rules: judgedBy,
    ...exceptionsIn(files, config, ids),
    notices,
    pairs: config.pairs,
    shared: config.shared,
    services: config.services,
  }
}

function environmentOf(config: Config, name: string): EnvironmentConfig {
  const found = Object.hasOwn(config.environments, name) ? config.environments[name] : undefined
  if (found === undefined) throw new Error(`the configuration has no environment ${name}`)
  return found
}
