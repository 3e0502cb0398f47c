export type LogoProps = {
  size?: number /** Names the mark when nothing beside it does. */
  label?: string
  className?: string
}

/** The kentongan: an upright capsule with a slit and one vibration line at each side. */
export function Logo({ size = 24, label, className }: LogoProps) {
  const name = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is named or hidden by the spread attributes
    <svg {...name} viewBox="0 0 24 24" width={size} height={size} className={className}>
      <path
        fillRule="evenodd"
        fill="currentColor"
        d="M12 1.5A4.8 4.8 0 0 1 16.8 6.3v11.4a4.8 4.8 0 0 1-9.6 0V6.3A4.8 4.8 0 0 1 12 1.5ZM12 6a1.5 1.5 0 0 0-1.5 1.5v9a1.5 1.5 0 0 0 3 0v-9A1.5 1.5 0 0 0 12 6Z"
      />
      <path d="M3 7.5v9M21 7.5v9" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
