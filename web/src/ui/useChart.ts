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

/** A chart in which each person has a line of their own, in the order given; figures run across, in the way of the text. */
export function byPerson(ink: Ink, people: string[], figure: (value: number) => string, top: number) {
  const text = { color: ink.text, fontFamily: ink.family, fontSize: 13 };
  return {
    animationDuration: 250,
    grid: { left: 16, right: 28, top, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: text,
      valueFormatter: (value: unknown) => figure(Number(Array.isArray(value) ? value[0] : value)),
    },
    xAxis: {
      type: 'value',
      inverse: ink.rtl,
      minInterval: 1,
      axisLabel: { ...text, fontSize: 12 },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      position: ink.rtl ? 'right' : 'left',
      data: people,
      axisLabel: text,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
    },
  };
}
