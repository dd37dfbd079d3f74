/** What the runner tells while it works, for a progress display. */
export type CollectEvent =
  | { readonly type: 'scope-started'; readonly environment: string; readonly collector: string; readonly scope: string }
  | {
      readonly type: 'scope-progress'
      readonly environment: string
      readonly collector: string
      readonly scope: string
      readonly resources: number
    }
  | {
      readonly type: 'scope-finished'
      readonly environment: string
      readonly collector: string
      readonly scope: string
      readonly resources: number
      readonly problem?: string
    }

export type CollectListener = (event: CollectEvent) => void
