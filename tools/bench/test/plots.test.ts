import { expect, test } from 'vitest'
import { plotBars } from '../src/plot/bars.ts'
import { plotLines } from '../src/plot/lines.ts'

const widthsOf = (svg: string): number[] =>
  [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width))

test('bars are as long as their values, the shortest first', () => {
  const bars = [
    { label: 'slow', value: 4 },
    { label: '@auth/fast', value: 2 },
  ]
  const { light, dark } = plotBars({ name: 'one', title: 'One', unit: 'µs', bars })

  const [first = 0, second = 0] = widthsOf(light)
  expect(second / first).toBeCloseTo(2, 1)
  expect(light.indexOf('@auth/fast')).toBeLessThan(light.indexOf('slow'))
  expect(dark).not.toBe(light)
  expect(widthsOf(dark)).toEqual(widthsOf(light))
})

test('a bar that is far longer than most is cut off, and says its value', () => {
  const bars = [1, 1, 1, 500].map((value, index) => ({ label: String(index), value }))
  const { light } = plotBars({ name: 'one', title: 'One', unit: 'µs', bars })

  const widths = widthsOf(light)
  expect((widths[3] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(4, 1)
  expect(light).toContain('… 500')
})

test('text in a picture is text, whatever it holds', () => {
  const { light } = plotBars({ name: 'one', title: 'a < b & "c"', unit: '', bars: [{ label: '<script>', value: 1 }] })

  expect(light).toContain('a &lt; b &amp; &quot;c&quot;')
  expect(light).not.toContain('<script>')
})

test('what is constant is a flat line, and what is proportional a straight one', () => {
  const line = (label: string, points: readonly (readonly [number, number])[]) => ({
    label,
    points: points.map(([x, y]) => ({ x, y })),
  })
  const { light } = plotLines({
    name: 'one',
    title: 'One',
    x: 'n',
    y: 'µs',
    lines: [
      line('flat', [
        [1, 5],
        [10, 5],
        [100, 5],
      ]),
      line('linear', [
        [1, 1],
        [10, 10],
        [100, 100],
      ]),
    ],
  })

  const [flat = [], linear = []] = [...light.matchAll(/points="([^"]+)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  )
  expect(new Set(flat.map(([, y]) => y)).size).toBe(1)
  const [first = [], second = [], third = []] = linear
  expect((second[1] ?? 0) - (first[1] ?? 0)).toBeCloseTo((third[1] ?? 0) - (second[1] ?? 0), 0)
})

test('a picture says where its figures are from', () => {
  const lines = [{ label: 'one', points: [{ x: 1, y: 1 }] }]
  const given = { name: 'one', title: 'One', x: 'n', y: 'ms', lines }
  expect(plotLines({ ...given, note: 'Simulated' }).light).toContain('>Simulated</text>')
  expect(plotLines(given).dark).toContain(process.versions.node)
})

test('every power of ten has its own mark, however small', () => {
  const lines = [{ label: 'one', points: [1, 0.0001].map((y) => ({ x: 1, y })) }]
  const { light } = plotLines({ name: 'one', title: 'One', x: 'n', y: 'ms', lines })
  const marks = [...light.matchAll(/text-anchor="end" fill="[^"]+">([\d.]+)</g)].map(([, mark]) => mark)
  expect(marks).toEqual(['0.0001', '0.001', '0.01', '0.10', '1'])
})
