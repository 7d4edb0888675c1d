import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { BalanceLines } from '../../api/types';
import { dayOf, difference } from '../../i18n/format';
import { type Ink, useChart } from '../../ui/useChart';
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
  const draw = useCallback(
    (ink: Ink) => drawing({ lines, colours, language: i18n.language, ink }),
    [lines, colours, i18n.language],
  );
  const place = useChart(draw);
  return <div ref={place} role="img" aria-label={t('chart.label')} className={classes.chart} />;
}

interface Drawing extends Props {
  language: string;
  ink: Ink;
}

function drawing({ lines, colours, language, ink }: Drawing) {
  const { rtl } = ink;
  const faint = ink.pick('gray-4', 'dark-3');
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
        lineStyle: { color: colour ?? faint, width: colour === undefined ? 1 : 2.4 },
        itemStyle: { color: colour ?? faint },
        z: colour === undefined ? 1 : 3,
      };
    }),
  };
}
