import { lookup } from 'node:dns/promises'
import { BlockList, isIPv4 } from 'node:net'
import type { SenderEnvironment } from '../contract.ts'
import type { SmtpTarget } from './send-mail.ts'

/** Networks that no government's mail server is in, seen from the internet: ours, this machine, and reserved ones (RFC 6890). */
const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, bits, 'ipv6')

const isInside = (address: string) => inside.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')

/**
 * Where to connect to for a server that a tenant has typed: the address that its name has now, so that the name cannot
 * lead elsewhere a moment later. Null for one inside the platform's own network, which nobody outside may look into,
 * unless the operator names it. A name that cannot be looked up stays, and fails as it does.
 */
export async function reachServer(server: SmtpTarget, environment: SenderEnvironment): Promise<SmtpTarget | null> {
  if (!server.typed || environment.insideHosts?.includes(server.host)) return server
  const found = await lookup(server.host, { all: true }).catch(() => [])
  if (found.some(({ address }) => isInside(address))) return null
  const [first] = found
  return first ? { ...server, host: first.address, servername: server.host } : server
}
