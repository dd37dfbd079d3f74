/** Marks of tests that do not run, or that run alone. */
export function heldBack(text: string): readonly string[] {
  const marks =
    /\b(?:it|test|describe)(?:\.\w+)*\.(?:only|skip|todo|fails|skipIf|runIf)\b|\b(?:xit|xdescribe|fit|fdescribe)\(/g
  return [...text.matchAll(marks)].map(([mark]) => mark)
}

/** Whether a test file can fail at all: it asserts by itself, or through a suite that does. */
export function asserts(text: string): boolean {
  return /\bexpect(?:\.\w+)*\(|\bassert\w*[.(]|\b\w+(?:Contract|Suite)\(/.test(text)
}

// Put together from parts, so that this file is not found by its own search.
const outOfPlace = [
  ['a path of one machine', new RegExp(['(?<![\\w.])(?:/wo', 'rk/|/ho', 'me/\\w|/Us', 'ers/\\w|/ro', 'ot/)'].join(''))],
  [
    'how it was written',
    new RegExp(
      ['\\bchat', 'gpt\\b|\\bopen', 'ai\\b|\\banthr', 'opic\\b|\\bcla', 'ude\\b|\\bco', 'pilot\\b'].join(''),
      'i',
    ),
  ],
  ['something left to do', new RegExp(`(?://|/\\*|\\*|#|<!--)\\s*(?:${['TO', 'FIX'].join('DO|')}ME|X{3})\\b`)],
  ['an address of a private network', /https?:\/\/(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d/],
  ['a key of a cloud account', /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE|[A-Z]*0{6})[A-Z0-9]{16}\b/],
] as const

/** What no file of the project may hold, with the words around it. */
export function strange(text: string): readonly string[] {
  return outOfPlace.flatMap(([what, pattern]) => {
    const found = pattern.exec(text)
    return found === null ? [] : [`${what}: ${text.slice(Math.max(0, found.index - 20), found.index + 40)}`]
  })
}

/** Account ids but those that are nobody's: one digit twelve times, and digits in order. */
export function accountIds(text: string): readonly string[] {
  const ids = [...text.matchAll(/(?<![\w.-])\d{12}(?![\w.-])/g)].map(([id]) => id)
  return ids.filter((id) => !/^(\d)\1{11}$/.test(id) && !['123456789012', '012345678901'].includes(id))
}
