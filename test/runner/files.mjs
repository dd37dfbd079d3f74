import { readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { needsOf } from './needs.mjs'

/** Options of vitest whose value is a word of its own. Everything else that starts with `-` stands alone. */
const withValue = ['-t', '--testNamePattern', '--reporter', '--outputFile', '--bail', '--retry', '--testTimeout']

/** The words of a command line that narrow by file, and the options for vitest. */
export function readArguments(args) {
  const words = []
  const options = []
  for (let i = 0; i < args.length; i++) {
    if (!args[i].startsWith('-')) words.push(args[i])
    else options.push(args[i], ...(withValue.includes(args[i]) ? args.slice(++i, i + 1) : []))
  }
  const narrowed = options.some((option) => option === '-t' || option.startsWith('--testNamePattern'))
  return { words, options, narrowed }
}

/** The test files that the words name (no words: all), with what each needs. Paths are relative to the root. */
export function selectFiles(root, words) {
  const files = readdirSync(`${root}/test`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name}`)
    .sort()
  const wanted = words.map((word) => (word.startsWith('/') ? relative(root, word) : word.replace(/^\.\//, '')))
  const chosen = files.filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  return {
    unit: chosen.filter((file) => !isSystem(file)),
    system: chosen.filter(isSystem).map((file) => ({ file, needs: needsOf(readFileSync(`${root}/${file}`, 'utf8')) })),
  }
}

function isSystem(file) {
  return file.endsWith('.system.test.ts')
}
