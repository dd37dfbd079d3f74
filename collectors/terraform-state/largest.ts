/** MiB. A text of JavaScript cannot be much longer; states of a thousand resources have a few. */
export const largest = 256
