/** The schema that holds our tables. BullMQ's are in `bullmq`, and nothing is in `public`. */
export const ourSchema = 'evenkeel'
export const queueSchema = 'bullmq'
