import { useComputedColorScheme, useDirection } from '@mantine/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BalanceLines } from '../../api/types';
import { dayOf, difference } from '../../i18n/format';
import classes from './Fairness.module.css';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  lines: BalanceLines;
  /** The colour of each highlighted person; all others are drawn faintly. */
  colours: ReadonlyMap<string, string>;
}

/** A line per person, the balance at the end of each day. A table below says the same of those highlighted. */
export function BalanceChart({ lines, colours }: Props) {
  const { t, i18n } = useTranslation('fairness');
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
    if (place.current === null) return;
    chart.current?.setOption(
      drawing({
        lines,
        colours,
        rtl: dir === 'rtl',
        language: i18n.language,
        ink: palette(place.current, scheme),
      }),
      true,
    );
  }, [lines, colours, dir, scheme, i18n.language]);
  return <div ref={place} role="img" aria-label={t('chart.label')} className={classes.chart} />;
}

interface Drawing extends Props {
  rtl: boolean;
  language: string;
  ink: { text: string; line: string; faint: string; surface: string; family: string };
}

function drawing({ lines, colours, rtl, language, ink }: Drawing) {
  const text = { color: ink.text, fontFamily: ink.family, fontSize: 12 };
  const figure = (value: unknown) => difference(language, Number(value).toFixed(2));
  const drawn = [...lines.people].sort(
    (one, other) => Number(colours.has(one.user)) - Number(colours.has(other.user)),
  );
  return {
    animationDuration: 250,
    grid: { left: rtl ? 48 : 64, right: rtl ? 64 : 48, top: 16, bottom: 30 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: text,
      valueFormatter: figure,
    },
    xAxis: {
      type: 'category',
      inverse: rtl,
      boundaryGap: false,
      data: lines.days.map((day) => dayOf(language, day)),
      axisLabel: { ...text, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.text } },
    },
    yAxis: {
      type: 'value',
      position: rtl ? 'right' : 'left',
      axisLabel: { ...text, formatter: figure },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: drawn.map((person) => {
      const colour = colours.get(person.user);
      return {
        name: person.name,
        type: 'line',
        showSymbol: false,
        silent: colour === undefined,
        tooltip: { show: colour !== undefined },
        data: person.balances.map(Number),
        lineStyle: { color: colour ?? ink.faint, width: colour === undefined ? 1 : 2.4 },
        itemStyle: { color: colour ?? ink.faint },
        z: colour === undefined ? 1 : 3,
      };
    }),
  };
}

/** The colours as the style sheet has them now: the canvas cannot read custom properties. */
function palette(element: HTMLElement, scheme: 'light' | 'dark'): Drawing['ink'] {
  const style = getComputedStyle(element);
  const pick = (light: string, dark: string) =>
    style.getPropertyValue(`--mantine-color-${scheme === 'light' ? light : dark}`).trim();
  return {
    text: style.color,
    line: pick('gray-3', 'dark-4'),
    faint: pick('gray-4', 'dark-3'),
    surface: scheme === 'light' ? '#fff' : pick('gray-0', 'dark-6'),
    family: style.fontFamily,
  };
}
