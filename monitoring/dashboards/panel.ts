import { PanelBuilder as BarsBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardLinkBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Panel as PanelModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { reference } from './data-sources.ts';
import type { Query } from './query.ts';

/** The value from which on a colour holds; the first one holds below. */
export type Thresholds = readonly [string, ...(readonly [from: number, color: string])[]];

/** What all panels say of themselves. */
export interface Panel {
  readonly title: string;
  /** What is seen, and what of it would be unusual. */
  readonly description: string;
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Columns of 24. */
  readonly width: number;
  readonly height?: number;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** Without them there is no better and worse, and no colours that say so. */
  readonly thresholds?: Thresholds;
  /** Alerts that belong to it; each has a section in docs/operations.md. */
  readonly alerts?: readonly string[];
}

/** A panel that only lacks its number within the dashboard. */
export type NumberedPanel = (id: number) => Builder<PanelModel>;

/** Values in the course of time. */
export const lines =
  (panel: Panel): NumberedPanel =>
  (id) =>
    described(new TimeseriesBuilder(), panel, id)
      .legend(
        new VizLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom)
          .calcs([]),
      )
      .tooltip({ build: () => ({ mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending }) })
      .fillOpacity(10)
      // Minutes without a call have no value, which is no gap.
      .spanNulls(true);

/** One number, and how it came about. */
export const number =
  (panel: Panel): NumberedPanel =>
  (id) =>
    described(new StatBuilder(), { height: 4, ...panel }, id)
      .graphMode(BigValueGraphMode.Area)
      .colorMode(panel.thresholds === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
      .reduceOptions(lastValue());

/** Numbers side by side. */
export const bars =
  (panel: Panel): NumberedPanel =>
  (id) =>
    described(new BarsBuilder(), { height: 12, ...panel }, id)
      .orientation(VizOrientation.Horizontal)
      .legend(
        new VizLegendOptionsBuilder()
          .showLegend(false)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom)
          .calcs([]),
      )
      .reduceOptions(lastValue());

/** Rows and columns as the data source gives them. */
export const table =
  (panel: Panel): NumberedPanel =>
  (id) => ({
    build: () => {
      const { options, ...model } = described(new TableBuilder(), panel, id).build();
      // The builder still sets what Grafana 13 has no more.
      const { footer: _, ...known } = { ...options };
      return { ...model, options: known };
    },
  });

const lastValue = (): ReduceDataOptionsBuilder => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

type AnyBuilder = TimeseriesBuilder | StatBuilder | BarsBuilder | TableBuilder;

function described<T extends AnyBuilder>(builder: T, panel: Panel, id: number): T {
  const { title, description, unit, queries, width, height = 8, decimals, min, max, alerts = [] } = panel;
  builder
    .id(id)
    .title(title)
    .description(description)
    .unit(unit)
    .span(width)
    .height(height)
    .thresholds(thresholdsOf(panel.thresholds ?? ['text']))
    .links(alerts.map((alert) => linkToAlert(alert)))
    .targets(queries.map(({ target }, index) => target(String.fromCodePoint(65 + index))));
  const [first] = queries;
  if (first !== undefined) builder.datasource(reference(first.source));
  if (decimals !== undefined) builder.decimals(decimals);
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  return builder;
}

const thresholdsOf = ([below, ...steps]: Thresholds): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: below }, ...steps.map(([value, color]) => ({ value, color }))]);

/**
 * Grafana's server shows docs/operations.md as plain text, where it is mounted into its public folder; the fragment makes
 * browsers go to the section's heading.
 */
const linkToAlert = (alert: string): DashboardLinkBuilder =>
  new DashboardLinkBuilder(`Что делать: ${alert}`)
    .url(`/public/docs/operations.md#:~:text=${encodeURIComponent(`## ${alert}`)}`)
    .targetBlank(true);
