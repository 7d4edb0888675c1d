import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { byPerson, type Ink, useChart } from '../../ui/useChart';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  rows: { name: string; before: number; after: number }[];
  label: string;
}

/** Two bars for each person: what they had, and what they would have had. The table below says the same. */
export function BeforeAfterChart({ rows, label }: Props) {
  const { t, i18n } = useTranslation('replay');
  const draw = useCallback(
    (ink: Ink) => ({
      ...byPerson(
        ink,
        rows.map((row) => row.name),
        (value) => whole(i18n.language, value),
        32,
      ),
      legend: {
        textStyle: { color: ink.text, fontFamily: ink.family, fontSize: 13 },
        top: 0,
        data: ink.rtl ? [t('after'), t('before')] : [t('before'), t('after')],
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
    }),
    [rows, t, i18n.language],
  );
  const place = useChart(draw);
  return <div ref={place} role="img" aria-label={label} style={{ blockSize: 64 + rows.length * 38 }} />;
}
