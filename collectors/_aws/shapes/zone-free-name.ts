const fullZone =
  /[-_ .:/(]+[a-z]{2}(?:-gov|-iso[a-z]*)?-(?:(?:north|south)?(?:east|west)|north|south|central)-\d[a-z]\)?$/
const shortZone = /[-_ .:/](?:(?:az|zone)[-_ ]?)?(?:\d?[a-f]|[1-6])$/i

/**
 * What things are called that stand once in every zone: `shop-eu-west-1a`, `shop-private-b` and `shop-nat-2` without their
 * zone, so that three of them on one side and one on the other are the same fleet. A name that is only a zone stays.
 */
export function zoneFreeName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const rest = fullZone.test(name) ? name.replace(fullZone, '') : name.replace(shortZone, '')
  return rest === '' ? name : rest
}
