const place = /[a-z]{2}(?:-gov|-iso[a-z]{0,2})?-(?:(?:north|south)?(?:east|west)|north|south|central)-\d/.source
const separator = '[-_ .:/(]'
/** `shop-eu-west-1a`, `shop (eu-west-1a)`. */
const fullZone = new RegExp(`${separator}{1,3}${place}[a-z]\\)?$`)
/** A name that is a zone, or ends with a region: its number is no zone's. */
const isPlace = new RegExp(`^${place}[a-z]?$|${separator}${place}\\)?$`)
const shortZone = /[-_ .:/](?:(?:az|zone)[-_ ]?)?(?:\d?[a-f]|[1-6])$/i

/**
 * What things are called that stand once in every zone: `shop-eu-west-1a`, `shop-private-b` and `shop-nat-2` without their
 * zone, so that three of them on one side and one on the other are the same fleet. A name that is only a zone stays, and so
 * does a region: `shop-us-west-2` is not the second of `shop-us-west`.
 */
export function zoneFreeName(name: string | undefined): string | undefined {
  if (name === undefined || isPlace.test(name)) return name
  const rest = fullZone.test(name) ? name.replace(fullZone, '') : name.replace(shortZone, '')
  return rest === '' ? name : rest
}
