import type { Options as BarGauge } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { CloudWatchMetricsQuery } from '@grafana/schema/dist/esm/raw/composable/cloudwatch/dataquery/x/CloudWatchDataQuery_types.gen';
import type { Options as Stat } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type { Options as Table } from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type {
  FieldConfig as TimeSeriesFields,
  Options as TimeSeries,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type { Dashboard } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';

/** What Grafana's own package says a dashboard looks like; grafana-schema.ts makes a JSON schema of it. */
export type GrafanaDashboard = Dashboard;

/** Parts of a dashboard that its own type leaves open: queries, and options by the type of the panel. */
export interface GrafanaParts {
  /** Property by property: it extends one of two interfaces of the same name, which one schema cannot hold. */
  readonly cloudwatch: Pick<CloudWatchMetricsQuery, keyof CloudWatchMetricsQuery>;
  /** What has a default may be missing. */
  readonly bargauge: Partial<BarGauge>;
  readonly stat: Partial<Stat>;
  readonly table: Partial<Table>;
  readonly timeseries: Partial<TimeSeries>;
  readonly timeseriesFields: TimeSeriesFields;
}
