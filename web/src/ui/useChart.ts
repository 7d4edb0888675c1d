import { useComputedColorScheme, useDirection } from '@mantine/core';
import { type EChartsCoreOption, type EChartsType, init } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';

/** What a chart is drawn with: the colours as the style sheet has them now, and the way the text runs. */
export interface Ink {
  text: string;
  line: string;
  surface: string;
  family: string;
  rtl: boolean;
  /** A colour of the theme by its name in light and in dark. */
  pick: (light: string, dark: string) => string;
}

/**
 * A chart that fills its place, and is drawn anew when its size, the colours, the direction or what it shows change.
 *
 * @param draw what it shows; kept between renders for as long as that stays the same
 * @returns for the element it is drawn in
 */
export function useChart(draw: (ink: Ink) => EChartsCoreOption): RefObject<HTMLDivElement | null> {
  const { dir } = useDirection();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const drawn = init(place.current);
    chart.current = drawn;
    const size = new ResizeObserver(() => drawn.resize());
    size.observe(place.current);
    return () => {
      size.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    if (place.current !== null) {
      chart.current?.setOption(draw(inkOf(place.current, scheme, dir === 'rtl')), true);
    }
  }, [draw, dir, scheme]);
  return place;
}

/** The canvas cannot read custom properties. */
function inkOf(element: HTMLElement, scheme: 'light' | 'dark', rtl: boolean): Ink {
  const style = getComputedStyle(element);
  const pick = (light: string, dark: string) =>
    style.getPropertyValue(`--mantine-color-${scheme === 'light' ? light : dark}`).trim();
  return {
    text: style.color,
    line: pick('gray-3', 'dark-4'),
    surface: scheme === 'light' ? '#fff' : pick('gray-0', 'dark-6'),
    family: style.fontFamily,
    rtl,
    pick,
  };
}
