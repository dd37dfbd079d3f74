import { as, count, flag, keyed, quantity, reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { policyStatements } from '../policy-statements.ts'

export const bucket = defineKind({
  id: 'bucket',
  version: 3,
  dimension: 'data',
  title: 'Bucket',
  doc: 'A place for objects, by its settings; the objects are not looked at.',
  pairing: 'named',
  taggable: true,
  fields: {
    versioning: word('`Enabled`, `Suspended`, `Off`.', { default: 'Off' }),
    mfaDelete: flag('Whether deleting a version takes a second factor.', { default: false }),
    encryption: word('`AES256`, `aws:kms`, `aws:kms:dsse`.', { default: 'AES256' }),
    key: reference(['encryption-key'], 'The key that it encrypts with.'),
    bucketKey: flag('Whether one key of the bucket saves calls to the key service.', { default: false }),
    publicAccessBlock: setOf(
      word('`block-acls`, `ignore-acls`, `block-policy`, `restrict-buckets`.'),
      'What keeps it from being public, by itself or by its account.',
    ),
    accountBlock: setOf(
      word('`block-acls`, `ignore-acls`, `block-policy`, `restrict-buckets`.'),
      'What the account keeps all of its buckets from; absent: not known.',
      { volatile: true },
    ),
    public: flag('Whether its policy lets anyone in, without a condition and without a block.', { default: false }),
    ownership: word('Who owns what others write: `BucketOwnerEnforced`, `BucketOwnerPreferred`, `ObjectWriter`.'),
    policy: policyStatements('Who may do what with it.'),
    lifecycle: keyed(
      ['rule'],
      {
        rule: text('Its id, and the prefix that it is for.'),
        enabled: flag('Whether it is in force.', { default: true }),
        filter: text('Which objects it is for, beside the prefix.'),
        expiration: quantity('days', 'When objects are deleted.'),
        noncurrentExpiration: quantity('days', 'When old versions are deleted.'),
        abortUploads: quantity('days', 'When unfinished uploads are deleted.'),
        transitions: setOf(
          text('`30 STANDARD_IA`; `noncurrent 30 GLACIER`.'),
          'When objects go to another storage class.',
        ),
      },
      'What becomes of objects with time.',
    ),
    cors: setOf(text('`GET,PUT from https://shop.example with * for 3000`.'), 'Which pages of other sites may use it.'),
    loggingTo: text('The bucket and prefix that accesses are logged to.'),
    replication: setOf(text('`to bucket, prefix images/`.'), 'Where objects are copied to.'),
    website: text('`index.html`, `index.html error.html`, `redirect to host`.'),
    objectLock: flag('Whether objects can be locked against deletion.', { default: false }),
    retention: text('How long objects are locked without being asked: `GOVERNANCE 30 days`.'),
    acceleration: flag('Whether uploads take the provider’s own network.', { default: false }),
    notifications: keyed(
      ['of'],
      {
        of: text('What is told, and of which objects: `ObjectCreated:* images/*.jpg`.'),
        to: word('`function`, `queue` or `topic`.'),
        function: reference(['serverless-function'], 'The function that is told.'),
        alias: text('The alias of the function that is called, where it is not the function itself.'),
        target: as('arn', 'The queue or topic that is told.'),
      },
      'Who is told of what happens to objects. No two may be told of the same.',
    ),
    eventBridge: flag('Whether the event bus of the account is told of all that happens to objects.', {
      default: false,
    }),
    grants: count('Access rights of the old kind, beside the owner’s.', { default: 0 }),
  },
  // What a bucket leaves open its account may close. Who can tell who is told says so of nobody, too: what says nothing is of AWS Config,
  // or was written before this was read.
  unknownIn: ({
    attributes: { accountBlock, publicAccessBlock = [], public: isPublic, notifications, eventBridge },
  }) => [
    ...(accountBlock !== undefined || publicAccessBlock.length === 4 ? [] : ['/publicAccessBlock']),
    ...(accountBlock !== undefined || isPublic !== undefined ? [] : ['/public']),
    ...(notifications === undefined ? ['/notifications'] : []),
    ...(eventBridge === undefined ? ['/eventBridge'] : []),
  ],
})
