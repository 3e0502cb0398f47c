export { drain } from './drain.ts'
export { relaySteps } from './relay-steps.ts'
