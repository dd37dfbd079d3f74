import { listed, type TerraformSettings } from './settings.ts'

/** What reading the states of a source takes in AWS: nothing, where none is in S3. A key of the bucket's own asks for more. */
export function stateNeeds({ s3 }: Pick<TerraformSettings, 's3'>): readonly string[] {
  const places = listed(s3)
  if (places.length === 0) return []
  return places.some(({ key }) => key === undefined) ? ['s3:GetObject', 's3:ListBucket'] : ['s3:GetObject']
}
