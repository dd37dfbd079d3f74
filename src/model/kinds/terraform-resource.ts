import { keyed, secret, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const terraformResource = defineKind({
  id: 'terraform-resource',
  version: 1,
  dimension: 'configuration',
  title: 'Terraform resource',
  doc: 'Anything else that Terraform made and no other kind is for: its arguments as settings by path.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('Type: `aws_cloudwatch_metric_alarm`, `datadog_monitor`.'),
    settings: keyed(
      ['key'],
      {
        key: text('The path: `dimensions.QueueName`; blocks of a list by their name or number.'),
        value: text('The value; absent where it is secret, or only tells one thing from another (an id, an ARN).'),
        secret: secret('The fingerprint of a secret value.'),
        shape: word('The form of the value: `boolean`, `url(https,/)`, `id`.'),
      },
      'What is set, without what the provider computed.',
    ),
  },
})
