/**
 * A text as it can be pasted into evenkeel.yaml, inside `{ }` or `[ ]` too: plain where that is safe, else in double quotes
 * (JSON is YAML). Digits are quoted, or YAML would read a number.
 */
export function pasteable(text: string): string {
  const plain = /^[A-Za-z][\w.-]*(\/[\w.-]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return plain ? text : JSON.stringify(text)
}
