/** Types that are there to hold a secret; older states do not mark it as one. */
const holders = /secret|password|credential|access_key|api_key|token|ssm_parameter|^vault_|_variable$/

/** What they hold it in, under names that say nothing by themselves. */
const contents =
  /^(?:value|values|data|binary_data|data_json|content|payload|body|material|plaintext_value|encrypted_value|insecure_value|key|secret.*)$/

/** Whether a word may be kept by which others refer to a resource: the id of what holds a secret may be the secret itself. */
export function isOpenWord(type: string, word: string): boolean {
  return !holders.test(type) || word.startsWith('arn:')
}

/** Whether all of an attribute is kept as a fingerprint, whatever it looks like. In doubt it is secret. */
export function isSecretAttribute(type: string, name: string): boolean {
  return holders.test(type) && contents.test(name)
}
