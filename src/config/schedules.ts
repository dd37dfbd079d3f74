import type { EvenkeelError } from '../errors/catalogue.ts'
import { checkSchedule, checkTimeZone } from './check-schedule.ts'
import { child, items, joinPath, type Tree } from './tree.ts'

/** What is wrong with the schedules of the comparisons, beyond their form, and with their time zones. */
export async function checkSchedules(root: Tree): Promise<readonly EvenkeelError[]> {
  const found = items(child(root, 'comparisons')).map(async (comparison, i) => {
    const where = joinPath('comparisons', i)
    return [
      ...(await checkSchedule(child(comparison, 'schedule'), `${where}.schedule`)),
      ...checkTimeZone(child(comparison, 'timeZone'), `${where}.timeZone`),
    ]
  })
  return (await Promise.all(found)).flat()
}
