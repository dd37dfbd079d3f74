export function needsOf(text: string): string[]
