export { AlreadyDone, type Consumer, type Delivery, type Lane, lanes } from './consumer.ts'
export { defineEvent, type EventType, emit } from './event-type.ts'
export { encodeJob, type Job, jobEnvelope } from './jobs.ts'
export { followLive, type LiveEvent } from './live.ts'
export {
  followPresence,
  type Presence,
  type PresenceState,
  presenceSeconds,
  presenceStates,
  presentAt,
  tellPresence,
} from './presence.ts'
export { eventsAfter, lastPosition, newsAfter, readEvent } from './read-event.ts'
export { connectWake, openRedis, platformKey, type RedisLink, tenantKey } from './redis.ts'
export { type Relay, startRelay } from './relay.ts'
export { clearTimer, fireTimers, setTimer, startTimers, type TimerHandlers } from './timers.ts'
export { wake } from './wake.ts'
export { maxAttempts, runDelivery, startWorkers, systemCtx } from './worker.ts'
