import { number, useLocale } from '@siaga/ui'
import type { ECharts } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'

type TrendProps = { labels: readonly string[]; series: readonly { name: string; values: readonly number[] }[] }

export function TrendChart({ labels, series }: TrendProps) {
  const locale = useLocale()
  const { theme } = useTenantHere().me
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<ECharts | null>(null)
  useEffect(() => {
    let gone = false
    let made: ECharts | null = null
    let sizes: ResizeObserver | null = null
    // Only the browser draws, and only this page loads the library.
    import('./charts.client.ts').then(({ init }) => {
      if (gone || !box.current) return
      made = init(box.current, null, { renderer: 'svg' })
      sizes = new ResizeObserver(() => made?.resize())
      sizes.observe(box.current)
      setChart(made)
    })
    return () => {
      gone = true
      sizes?.disconnect()
      made?.dispose()
    }
  }, [])
  const dark = useSystemDark()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the tokens say
  useEffect(() => {
    if (!chart || !box.current) return
    chart.setOption(
      optionsOf({ labels, series }, tokensOf(box.current), (value) => number(locale, value)),
      { replaceMerge: ['series'] },
    )
  }, [chart, labels, series, locale, theme, dark])
  return <div ref={box} aria-hidden="true" className="min-h-56 grow" />
}

/** Follows the system's theme for those whose own is "as the system". */
function useSystemDark(): boolean {
  const [dark, setDark] = useState(false)
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)')
    const take = () => setDark(query.matches)
    take()
    query.addEventListener('change', take)
    return () => query.removeEventListener('change', take)
  }, [])
  return dark
}

type Tokens = Record<'c1' | 'c2' | 'text' | 'text-2' | 'text-3' | 'line' | 'line-2' | 'surface' | 'accent-tint', string>

function tokensOf(element: Element): Tokens {
  const styles = getComputedStyle(element)
  const names = ['c1', 'c2', 'text', 'text-2', 'text-3', 'line', 'line-2', 'surface', 'accent-tint'] as const
  return Object.fromEntries(names.map((name) => [name, styles.getPropertyValue(`--${name}`).trim()])) as Tokens
}

function optionsOf({ labels, series }: TrendProps, tokens: Tokens, show: (value: number) => string) {
  const font = { fontFamily: 'inherit', fontSize: 11, color: tokens['text-3'] }
  const colours = [tokens.c2, tokens.c1]
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 12, right: 16, top: 12, bottom: 10, containLabel: true },
    tooltip: {
      trigger: 'axis',
      backgroundColor: tokens.surface,
      borderColor: tokens['line-2'],
      textStyle: { fontSize: 12, color: tokens.text },
      valueFormatter: (value: unknown) => show(Number(value)),
      axisPointer: { type: 'shadow', shadowStyle: { color: tokens['accent-tint'], opacity: 0.6 } },
    },
    xAxis: {
      type: 'category',
      data: [...labels],
      axisLabel: { ...font, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tokens['line-2'] } },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { ...font, formatter: (value: number) => show(value) },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    series: series.map(({ name, values }, index) => ({
      name,
      type: 'bar',
      data: [...values],
      color: colours[index],
      barMaxWidth: 14,
      barGap: '10%',
      barCategoryGap: '30%',
    })),
  }
}
