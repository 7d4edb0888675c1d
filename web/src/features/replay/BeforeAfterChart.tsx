import { useComputedColorScheme, useDirection } from '@mantine/core';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  rows: { name: string; before: number; after: number }[];
  label: string;
}

/** Two bars for each person: what they had, and what they would have had. The table below says the same. */
export function BeforeAfterChart({ rows, label }: Props) {
  const { t, i18n } = useTranslation('replay');
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
    const ink = palette(place.current, colours);
    const text = { color: ink.text, fontFamily: ink.family, fontSize: 13 };
    const rtl = dir === 'rtl';
    chart.current?.setOption(
      {
        animationDuration: 250,
        legend: {
          textStyle: text,
          top: 0,
          data: rtl ? [t('after'), t('before')] : [t('before'), t('after')],
        },
        grid: { left: 16, right: 28, top: 32, bottom: 4, containLabel: true },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow' },
          backgroundColor: ink.surface,
          borderColor: ink.line,
          textStyle: text,
          valueFormatter: (value: unknown) => whole(i18n.language, Number(value)),
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
          data: rows.map((row) => row.name),
          axisLabel: text,
          axisTick: { show: false },
          axisLine: { lineStyle: { color: ink.line } },
        },
        series: [
          {
            name: t('before'),
            type: 'bar',
            data: rows.map((row) => row.before),
            itemStyle: { color: ink.before },
          },
          {
            name: t('after'),
            type: 'bar',
            data: rows.map((row) => row.after),
            itemStyle: { color: ink.after },
          },
        ],
      },
      true,
    );
  }, [rows, t, i18n.language, dir, colours]);
  return <div ref={place} role="img" aria-label={label} style={{ blockSize: 64 + rows.length * 38 }} />;
}

/** The colours as the style sheet has them now: the canvas cannot read custom properties. */
function palette(element: HTMLElement, colours: 'light' | 'dark') {
  const style = getComputedStyle(element);
  const pick = (light: string, dark: string) =>
    style.getPropertyValue(`--mantine-color-${colours === 'light' ? light : dark}`).trim();
  return {
    text: style.color,
    line: pick('gray-3', 'dark-4'),
    before: pick('gray-5', 'dark-3'),
    after: pick('tide-6', 'tide-5'),
    surface: colours === 'light' ? '#fff' : pick('gray-0', 'dark-6'),
    family: style.fontFamily,
  };
}
