import { dirname } from 'node:path'
import { prepare, inspectWith } from '../../dist/src/app/assessing.js'
import { loadJudgement } from '../../dist/src/app/judgement.js'
import { openConfigFor } from '../../dist/src/app/snapshot/config-for-files.js'

/** Loads what a comparison needs before it reads anything: modules, and the rules, compiled. */
export async function warm() {
  await import('../../dist/src/jobs/assess.js')
  const { config } = await openConfigFor({ configOptional: true }, { cwd: import.meta.dirname, env: {} })
  await loadJudgement(config, import.meta.dirname)
}

/** Snapshot files to findings: what `evenkeel check --candidate a.jsonl --baseline b.jsonl` does before it prints. */
export async function check(candidate, baseline) {
  const nothing = { write: () => {}, isTty: false, colour: false, columns: 80 }
  const surroundings = {
    cwd: dirname(candidate),
    env: { EVENKEEL_FINGERPRINT_KEY: globalThis.Buffer.alloc(32, 7).toString('base64') },
    stdout: nothing,
    stderr: nothing,
    clock: { now: () => new Date('2026-11-01T13:00:00Z') },
    signal: new globalThis.AbortController().signal,
  }
  const options = { candidate, baseline, threshold: 'high', quiet: true, judgeSeconds: 100_000 }
  const { request, progress } = await prepare(options, surroundings)
  const { assessment } = await inspectWith(request, progress)
  const { summary, findings } = assessment
  return {
    found: findings.reduce((sum, one) => sum + one.places.length, 0),
    of: 'places of findings',
    findings: findings.length,
    compared: summary.compared,
  }
}
