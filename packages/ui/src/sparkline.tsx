export type SparklineProps = {
  /** Oldest first; `null` where the feed is missing. */ values: readonly (
    | number
    | null
  )[] /** The sentence that says what it shows. */
  label: string
}

const WIDTH = 132
const HEIGHT = 22
const PAD = 3

/** 132 × 22. Where the data stop, a dashed soga line. */
export function Sparkline({ values, label }: SparklineProps) {
  const known = values.filter((value) => value !== null)
  const max = Math.max(1, ...known)
  const x = (index: number) => PAD + (index / Math.max(1, values.length - 1)) * (WIDTH - 2 * PAD)
  const y = (value: number) => HEIGHT - PAD - (value / max) * (HEIGHT - 2 * PAD)
  const stop = values.findIndex(
    (value, index) => value === null && values.slice(index).every((later) => later === null),
  )
  const runs: [number, number][][] = []
  values.forEach((value, index) => {
    if (value === null) return
    const point: [number, number] = [x(index), y(value)]
    const open = index > 0 && values[index - 1] !== null
    if (open) runs.at(-1)?.push(point)
    else runs.push([point])
  })
  const path = (run: [number, number][]) => run.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join('L')
  const end = runs.at(-1)?.at(-1)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="block shrink-0"
    >
      {runs.map((run) => (
        <g key={run[0]![0]}>
          <path
            d={`M${path(run)}L${run.at(-1)![0].toFixed(1)} ${HEIGHT}L${run[0]![0].toFixed(1)} ${HEIGHT}Z`}
            className="fill-accent-tint"
          />
          <path d={`M${path(run)}`} fill="none" strokeWidth="1.4" strokeLinejoin="round" className="stroke-c1" />
        </g>
      ))}
      {stop > 0 && (
        <line
          x1={x(stop)}
          x2={x(stop)}
          y1="1"
          y2={HEIGHT - 1}
          strokeWidth="1.5"
          strokeDasharray="2 2"
          className="stroke-warn-solid"
        />
      )}
      {end && stop < 0 && <circle cx={end[0]} cy={end[1]} r="2" className="fill-c1" />}
    </svg>
  )
}
