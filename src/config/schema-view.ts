/** The words of JSON Schema that the configuration's declarations use. Any other is a defect, found by a test. */
export interface SchemaView {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly SchemaView[]
  readonly properties?: Readonly<Record<string, SchemaView>>
  readonly patternProperties?: Readonly<Record<string, SchemaView>>
  readonly additionalProperties?: boolean | SchemaView
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: SchemaView
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly pattern?: string
  /** What the pattern asks for, in words; editors show it too. */
  readonly patternErrorMessage?: string
  readonly default?: unknown
}

/** Any other word in a schema would silently let things through. */
export const understood = new Set<string>([
  ...['type', 'const', 'enum', 'anyOf', 'properties', 'patternProperties', 'additionalProperties', 'required'],
  ...['minProperties', 'maxProperties', 'items', 'minItems', 'uniqueItems', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...['minLength', 'pattern', 'patternErrorMessage'],
  // These only describe.
  ...['$id', '$schema', 'title', 'description', 'default', 'examples', 'deprecated', 'format', 'markdownDescription'],
])
