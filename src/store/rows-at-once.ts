/** Rows in one statement: two dozen parameters each at most, far below the 65,535 that the protocol allows. */
export const rowsAtOnce = 1000
