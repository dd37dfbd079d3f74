/** Loaded into the service before anything else: measures the event loop of its main thread, and tells it when it is asked. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  process.on('message', (message) => {
    if (message === 'begin') delay.reset()
    const [median, p99, most] = [delay.percentile(50), delay.percentile(99), delay.max].map((time) => time / 1e6)
    process.send({ median, p99, most, peak: process.resourceUsage().maxRSS / 1024 })
  })
  process.channel.unref()
}
