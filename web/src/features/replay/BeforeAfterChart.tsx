import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { type Ink, useChart } from '../../ui/useChart';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  rows: { name: string; before: number; after: number }[];
  label: string;
}

/** Two bars for each person: what they had, and what they would have had. The table below says the same. */
export function BeforeAfterChart({ rows, label }: Props) {
  const { t, i18n } = useTranslation('replay');
  const draw = useCallback(
    (ink: Ink) => {
      const text = { color: ink.text, fontFamily: ink.family, fontSize: 13 };
      return {
        animationDuration: 250,
        legend: {
          textStyle: text,
          top: 0,
          data: ink.rtl ? [t('after'), t('before')] : [t('before'), t('after')],
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
          inverse: ink.rtl,
          minInterval: 1,
          axisLabel: { ...text, fontSize: 12 },
          splitLine: { lineStyle: { color: ink.line } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          position: ink.rtl ? 'right' : 'left',
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
            itemStyle: { color: ink.pick('gray-5', 'dark-3') },
          },
          {
            name: t('after'),
            type: 'bar',
            data: rows.map((row) => row.after),
            itemStyle: { color: ink.pick('tide-6', 'tide-5') },
          },
        ],
      };
    },
    [rows, t, i18n.language],
  );
  const place = useChart(draw);
  return <div ref={place} role="img" aria-label={label} style={{ blockSize: 64 + rows.length * 38 }} />;
}
