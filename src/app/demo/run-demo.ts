import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Assessment } from '../../model/assessment.ts'
import { renderReport } from '../../report/formats.ts'
import { packageVersion, rootPath } from '../root.ts'
import type { Service } from '../service/open-service.ts'
import { runServe } from '../service/serve.ts'
import { exits, type Surroundings } from '../surroundings.ts'
import type { DemoArguments } from './arguments.ts'

const usualPort = 7423

/**
 * Starts the service on its embedded database, prints what the first assessment of the example found, and what to open. Goes on until a
 * signal, or ends after the table. Returns 0; 3 when the example could not be assessed.
 */
export async function runDemo(
  { once, data, listen }: DemoArguments & { readonly data: string },
  surroundings: Surroundings,
): Promise<number> {
  const { stdout, stderr, cwd, signal } = surroundings
  const config = rootPath('examples/shop/evenkeel.yaml')
  const directory = resolve(cwd, data)
  stderr.write('Starting the service on its embedded database; the first start makes one, which takes some seconds.\n')
  let code: number = exits.parity
  const served = await runServe(
    { config, data: directory, listen: listen ?? (await address()) },
    // The one line of `serve` is for programs; ours is for people, and says more.
    { ...surroundings, stdout: { ...stdout, write: () => undefined } },
    async (service, url) => {
      stderr.write('Assessing examples/shop.\n')
      const found = await firstAssessment(service, signal)
      if (found === undefined) return false
      if ('problem' in found) {
        stderr.write(`The example could not be assessed: ${found.problem}\n`)
        code = exits.incomplete
        return false
      }
      stdout.write(await tableOf(found.assessment, config, surroundings))
      if (once) return false
      stdout.write(whatToOpen(url, directory))
      return true
    },
  )
  return code === exits.parity ? served : code
}

/** Undefined: it was told to stop before. */
async function firstAssessment(
  { store, configuration }: Service,
  signal: AbortSignal,
): Promise<{ readonly assessment: Assessment } | { readonly problem: string } | undefined> {
  const [comparison] = configuration.comparisons
  const name = comparison?.config.name ?? ''
  while (!signal.aborted) {
    const assessment = await store.assessments.document(name)
    if (assessment !== undefined) return { assessment }
    const { items } = await store.assessments.list({ comparison: name }, { limit: 1 })
    if (items[0]?.state === 'failed') return { problem: items[0].problem ?? 'no reason is known' }
    await pause(100, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

function tableOf(assessment: Assessment, configFile: string, { stdout }: Surroundings): Promise<string> {
  const { colour, columns } = stdout
  return renderReport('table', assessment, {
    colour,
    columns,
    version: packageVersion(),
    configFile,
    threshold: 'high',
  })
}

function whatToOpen(url: string, directory: string): string {
  const lines = [
    ['/docs', 'the API, to look at and to try'],
    ['/v1/findings', 'what differs, and what became of it'],
    ['/v1/gate?comparison=staging..production', 'may this be deployed?'],
    [
      '/v1/reports/weekly?comparison=staging..production&format=html',
      'the report of the week, as it is sent by e-mail',
    ],
  ].map(([path = '', what = '']) => `  ${url}${path}\n      ${what}\n`)
  return `
The service runs at ${url} until Ctrl+C. Open:

${lines.join('')}
Or ask it in another terminal:

  node dist/src/cli/main.js gate --comparison staging..production --server ${url}

It reads the example anew when it is asked to. What it remembers lies in
${directory}.
`
}

/** The usual address where nobody has it, else any port that is free. */
async function address(): Promise<string> {
  const free = await new Promise<boolean>((resolveFree) => {
    const probe = createServer()
    probe.once('error', () => resolveFree(false))
    probe.listen(usualPort, '127.0.0.1', () => probe.close(() => resolveFree(true)))
  })
  return `127.0.0.1:${free ? usualPort : 0}`
}
