import { BarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ledger } from '../../api/types';
import { decimal } from '../../i18n/format';
import { byPerson, type Ink, useChart } from '../../ui/useChart';

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
    (ink: Ink) => ({
      ...byPerson(
        ink,
        ledger.rows.map((row) => nameOf(row.user)),
        (value) => decimal(i18n.language, value.toFixed(2)),
        8,
      ),
      series: [
        {
          name: t('fairness.received'),
          type: 'bar',
          data: ledger.rows.map((row) => Number(row.received)),
          barWidth: 15,
          itemStyle: { color: ink.pick('tide-6', 'tide-5'), borderRadius: 2 },
        },
        {
          name: t('fairness.entitled'),
          type: 'scatter',
          symbol: 'rect',
          symbolSize: [4, 25],
          data: ledger.rows.map((row, index) => [Number(row.entitled), index]),
          itemStyle: { color: ink.pick('buoy-6', 'buoy-3'), borderColor: ink.surface, borderWidth: 1 },
        },
      ],
    }),
    [ledger, nameOf, t, i18n.language],
  );
  const place = useChart(draw);
  return (
    <div ref={place} role="img" aria-label={label} style={{ blockSize: 48 + ledger.rows.length * 34 }} />
  );
}
