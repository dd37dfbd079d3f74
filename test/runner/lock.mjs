import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Takes a lock file for this process. Answers with the id of the living process that has it, or undefined when it is
 * ours now. A lock whose process is gone is taken over.
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true })
  for (let tries = 0; tries < 3; tries++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      process.on('exit', () => rmSync(path, { force: true }))
      return undefined
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = Number(readIfThere(path))
    if (Number.isInteger(holder) && holder > 0 && lives(holder)) return holder
    rmSync(path, { force: true })
  }
  return 0
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
