/**
 * Adds up what vitest's JSON report says. A file that could not be loaded counts as one failure, and so does an end of
 * vitest that its report does not explain (`exitCode`, or no report at all).
 */
export function tally(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0, skippedIn: new Map() }
  for (const file of report?.testResults ?? []) {
    for (const { status } of file.assertionResults) count(counts, file.name, status)
    const loaded = file.assertionResults.some(({ status }) => status === 'failed') || file.status !== 'failed'
    if (!loaded) counts.failed++
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed++
  return counts
}

function count(counts, file, status) {
  if (status === 'passed') counts.passed++
  else if (status === 'failed') counts.failed++
  else {
    counts.skipped++
    counts.skippedIn.set(file, (counts.skippedIn.get(file) ?? 0) + 1)
  }
}

/** Several tallies as one. */
export function add(tallies) {
  const sum = { passed: 0, failed: 0, skipped: 0, skippedIn: new Map() }
  for (const { passed, failed, skipped, skippedIn } of tallies) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
    for (const [file, number] of skippedIn) sum.skippedIn.set(file, (sum.skippedIn.get(file) ?? 0) + number)
  }
  return sum
}

/** The last line of a test run. */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/**
 * 0 when something ran and nothing failed: a run that could not look is no pass. On a CI machine a skipped test is a
 * failure too, unless the command itself narrows by test name.
 */
export function exitCodeOf({ passed, failed, skipped }, { ci, narrowed }) {
  if (failed > 0 || passed === 0) return 1
  return ci && skipped > 0 && !narrowed ? 1 : 0
}
