import type { Sound } from './alert-rules.ts'

/** One knock on the slit drum: when (seconds), how high (Hz), how strong (0–1). */
export type Knock = { at: number; hertz: number; force: number }

const evenly = (count: number, gap: number, hertz: number): Knock[] =>
  Array.from({ length: count }, (_, i) => ({ at: i * gap, hertz: i % 2 === 0 ? hertz : hertz * 0.93, force: 1 }))

export const patterns: Record<Sound, readonly Knock[]> = {
  titir: evenly(6, 0.13, 880),
  falling: [
    { at: 0, hertz: 820, force: 0.8 },
    { at: 0.22, hertz: 610, force: 0.8 },
  ],
  knock: [{ at: 0, hertz: 760, force: 0.8 }],
  tick: [{ at: 0, hertz: 680, force: 0.3 }],
}

/** A hollow log: the pitch falls a little as it dies, with a short clap of the stick before it. */
function strike(context: AudioContext, out: AudioNode, knock: Knock, start: number): void {
  const at = start + knock.at
  const body = context.createOscillator()
  const tone = context.createGain()
  body.type = 'triangle'
  body.frequency.setValueAtTime(knock.hertz, at)
  body.frequency.exponentialRampToValueAtTime(knock.hertz * 0.82, at + 0.09)
  tone.gain.setValueAtTime(0.0001, at)
  tone.gain.exponentialRampToValueAtTime(knock.force, at + 0.004)
  tone.gain.exponentialRampToValueAtTime(0.0001, at + 0.16)
  body.connect(tone).connect(out)
  body.start(at)
  body.stop(at + 0.2)

  const stick = context.createBufferSource()
  const band = context.createBiquadFilter()
  const clap = context.createGain()
  stick.buffer = noise(context)
  band.type = 'bandpass'
  band.frequency.value = knock.hertz * 2.4
  band.Q.value = 1.2
  clap.gain.setValueAtTime(knock.force * 0.5, at)
  clap.gain.exponentialRampToValueAtTime(0.0001, at + 0.03)
  stick.connect(band).connect(clap).connect(out)
  stick.start(at)
}

function noise(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * 0.04), context.sampleRate)
  const samples = buffer.getChannelData(0)
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1
  return buffer
}

/** Plays a sound at a volume of 0–100; the ear hears the square as even steps. */
export function playKnocks(context: AudioContext, sound: Sound, volume: number): void {
  const out = context.createGain()
  out.gain.value = (volume / 100) ** 2
  out.connect(context.destination)
  const start = context.currentTime + 0.02
  for (const knock of patterns[sound]) strike(context, out, knock, start)
  setTimeout(() => out.disconnect(), ((patterns[sound].at(-1)?.at ?? 0) + 0.5) * 1000)
}
