/** What people or other servers wrote, as a text column takes it: NUL is refused there and means nothing to anyone. */
export function plainText(text: string): string {
  return text.replaceAll('\0', '\ufffd')
}
