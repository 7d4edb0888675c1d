import { useComputedColorScheme, useDirection } from '@mantine/core';
import { BarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ledger } from '../../api/types';
import { decimal } from '../../i18n/format';

use([BarChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  ledger: Ledger;
  nameOf: (user: string) => string;
  label: string;
}

/** A bar for what each person received, a tick where their fair share ends. The table below says the same. */
export function FairnessChart({ ledger, nameOf, label }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const { dir } = useDirection();
  const colours = useComputedColorScheme('light');
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
    const names = { received: t('fairness.received'), entitled: t('fairness.entitled') };
    chart.current?.setOption(
      drawing({
        people: ledger.rows.map((row) => nameOf(row.user)),
        received: ledger.rows.map((row) => Number(row.received)),
        entitled: ledger.rows.map((row) => Number(row.entitled)),
        names,
        rtl: dir === 'rtl',
        ink: palette(place.current, colours),
        figure: (value) => decimal(i18n.language, value.toFixed(2)),
      }),
      true,
    );
  }, [ledger, nameOf, t, i18n.language, dir, colours]);
  return (
    <div ref={place} role="img" aria-label={label} style={{ blockSize: 48 + ledger.rows.length * 34 }} />
  );
}

interface Drawing {
  people: string[];
  received: number[];
  entitled: number[];
  names: { received: string; entitled: string };
  rtl: boolean;
  ink: { text: string; line: string; bar: string; tick: string; surface: string; family: string };
  figure: (value: number) => string;
}

function drawing({ people, received, entitled, names, rtl, ink, figure }: Drawing) {
  const text = { color: ink.text, fontFamily: ink.family, fontSize: 13 };
  return {
    animationDuration: 250,
    grid: { left: 16, right: 28, top: 8, bottom: 4, containLabel: true },
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
      inverse: rtl,
      minInterval: 1,
      axisLabel: { ...text, fontSize: 12 },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      position: rtl ? 'right' : 'left',
      data: people,
      axisLabel: text,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
    },
    series: [
      {
        name: names.received,
        type: 'bar',
        data: received,
        barWidth: 15,
        itemStyle: { color: ink.bar, borderRadius: 2 },
      },
      {
        name: names.entitled,
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [4, 25],
        data: entitled.map((value, index) => [value, index]),
        itemStyle: { color: ink.tick, borderColor: ink.surface, borderWidth: 1 },
      },
    ],
  };
}

/** The colours as the style sheet has them now: the canvas cannot read custom properties. */
function palette(element: HTMLElement, colours: 'light' | 'dark'): Drawing['ink'] {
  const style = getComputedStyle(element);
  const pick = (light: string, dark: string) =>
    style.getPropertyValue(`--mantine-color-${colours === 'light' ? light : dark}`).trim();
  return {
    text: style.color,
    line: pick('gray-3', 'dark-4'),
    bar: pick('tide-6', 'tide-5'),
    tick: pick('buoy-6', 'buoy-3'),
    surface: colours === 'light' ? '#fff' : pick('gray-0', 'dark-6'),
    family: style.fontFamily,
  };
}
