import { BarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ledger } from '../../api/types';
import { decimal } from '../../i18n/format';
import { type Ink, useChart } from '../../ui/useChart';

use([BarChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  ledger: Ledger;
  nameOf: (user: string) => string;
  label: string;
}

/** A bar for what each person received, a tick where their fair share ends. The table below says the same. */
export function FairnessChart({ ledger, nameOf, label }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const draw = useCallback(
    (ink: Ink) =>
      drawing({
        people: ledger.rows.map((row) => nameOf(row.user)),
        received: ledger.rows.map((row) => Number(row.received)),
        entitled: ledger.rows.map((row) => Number(row.entitled)),
        names: { received: t('fairness.received'), entitled: t('fairness.entitled') },
        ink,
        figure: (value) => decimal(i18n.language, value.toFixed(2)),
      }),
    [ledger, nameOf, t, i18n.language],
  );
  const place = useChart(draw);
  return (
    <div ref={place} role="img" aria-label={label} style={{ blockSize: 48 + ledger.rows.length * 34 }} />
  );
}

interface Drawing {
  people: string[];
  received: number[];
  entitled: number[];
  names: { received: string; entitled: string };
  ink: Ink;
  figure: (value: number) => string;
}

function drawing({ people, received, entitled, names, ink, figure }: Drawing) {
  const { rtl } = ink;
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
        itemStyle: { color: ink.pick('tide-6', 'tide-5'), borderRadius: 2 },
      },
      {
        name: names.entitled,
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [4, 25],
        data: entitled.map((value, index) => [value, index]),
        itemStyle: { color: ink.pick('buoy-6', 'buoy-3'), borderColor: ink.surface, borderWidth: 1 },
      },
    ],
  };
}
