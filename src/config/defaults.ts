/** What `limits.vanished` is where nobody says it: a share of the resources of a kind in a place. */
export const usuallyVanished = 0.5
