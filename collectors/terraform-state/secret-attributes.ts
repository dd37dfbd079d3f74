/** Types that are there to hold a secret; older states do not mark it as one. */
const holders = /secret|password|credential|access_key|api_key|token|ssm_parameter|^vault_|_variable$/

/** What they hold it in, under names that say nothing by themselves. */
const contents =
  /^(?:value|values|data|binary_data|data_json|content|payload|body|material|plaintext_value|encrypted_value|insecure_value|secret.*)$/

/** Whether all of an attribute is kept as a fingerprint, whatever it looks like. In doubt it is secret. */
export function isSecretAttribute(type: string, name: string): boolean {
  return holders.test(type) && contents.test(name)
}
