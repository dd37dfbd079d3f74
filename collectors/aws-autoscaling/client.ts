export { autoscaling } from '../_aws/autoscaling-groups.ts'
