import { dirname } from 'node:path'
import { prepare, inspectWith } from '../../dist/src/app/assessing.js'

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
