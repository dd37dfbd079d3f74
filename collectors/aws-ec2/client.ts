export { ec2 } from '../_aws/machine-images.ts'
