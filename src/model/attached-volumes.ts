import { count, flag, keyed, quantity, reference, word } from './forms.ts'

/** Volumes by device: those that hang on an instance, and those that a launch template starts one with. */
export const attachedVolumes = keyed(
  ['device'],
  {
    device: word('Device name, `/dev/xvda`.'),
    size: quantity('GiB', 'Size.'),
    type: word('Volume type, `gp3`.'),
    iops: count('Provisioned operations a second; absent where the type derives them from the size.'),
    throughput: quantity('MiB/s', 'Provisioned throughput; absent where the type has none.'),
    encrypted: flag('Encrypted at rest.', { default: false }),
    key: reference(['encryption-key'], 'The key that it is encrypted with.'),
    deleteOnTermination: flag('Deleted with the instance.'),
  },
  'Attached volumes by device.',
)
