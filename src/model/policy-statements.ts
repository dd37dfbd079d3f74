import type { Attributes } from './field.ts'
import { keyed, reference, setOf, text } from './forms.ts'

/** What a policy may name by an id that somebody’s software made up. */
const named = [
  'access-role',
  'bucket',
  'encryption-key',
  'firewall',
  'network',
  'serverless-function',
  'stored-parameter',
  'stored-secret',
  'subnet',
]

/**
 * A policy as its permissions, one for each action, principal and condition, whatever statements group them. Texts have `*`
 * where the source has an id that was made up; the id itself is in `targets`.
 */
export const policyStatements = (doc: string): ReturnType<typeof statements> => statements(doc)

const statements = (doc: string) =>
  keyed(
    ['action', 'principal', 'condition'],
    {
      action: text('`s3:GetObject`; `deny s3:DeleteBucket`; `all but iam:*` for a list of exceptions.'),
      principal: text('Who: an ARN, `service ecs-tasks.amazonaws.com`, `anyone`. Absent in the policy of an identity.'),
      condition: text('`StringEquals aws:PrincipalOrgID=o-example`, several joined by ` and `. Absent: always.'),
      resources: setOf(text('An ARN, or `all but` one.'), 'What it is about.'),
      targets: setOf(
        reference(named, 'A resource.'),
        'The resources that its texts name by an id that was made up: a key, a secret, a network.',
      ),
    },
    doc,
  )

/** One permission of a policy. */
export type PolicyStatement = Attributes<ReturnType<typeof statements>['of']>
