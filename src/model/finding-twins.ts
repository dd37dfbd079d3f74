import type { CausePlace, Finding } from './finding.ts'

/** The findings that a finding stands for, one for each twin; itself, where it is only one. */
export function apart(finding: Finding): readonly Finding[] {
  const { twins } = finding
  if (twins === undefined) return [finding]
  const {
    twins: _twins,
    service: _service,
    owner: _owner,
    since: _since,
    places: _places,
    users: _users,
    ...shared
  } = finding
  return twins.map(({ finding: id, resource, at, service, owner, since }) => ({
    ...shared,
    id,
    resource,
    at,
    places: placesOf([{ resource }]),
    ...(service === undefined ? {} : { service }),
    ...(owner === undefined ? {} : { owner }),
    ...(since === undefined ? {} : { since }),
  }))
}

/** The twins of a finding, also of one that has only one. */
export function twinsOf(finding: Finding): readonly CausePlace[] {
  const { id, resource, at, service, owner, since, twins } = finding
  return (
    twins ?? [
      {
        finding: id,
        resource,
        at,
        ...(service === undefined ? {} : { service }),
        ...(owner === undefined ? {} : { owner }),
        ...(since === undefined ? {} : { since }),
      },
    ]
  )
}

/** One resource for each twin: the candidate's, where it has one. Of one resource with several units it is told once. */
export function placesOf(twins: readonly Pick<CausePlace, 'resource'>[]): Finding['places'] {
  const found = new Map<string, Finding['places'][number]>()
  for (const { resource } of twins) {
    const where = resource.candidate ?? resource.baseline
    if (where !== null && !found.has(where.key)) found.set(where.key, { name: where.name, id: where.id })
  }
  return [...found.values()]
}

/** Every service that a finding is about, sorted: a gate of any of them counts it. */
export function servicesOf(finding: Finding): readonly string[] {
  return [...new Set(twinsOf(finding).flatMap(({ service }) => service ?? []))].sort()
}
