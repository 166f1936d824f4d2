import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  VariableRefresh,
  VariableSort,
  QueryVariableBuilder,
  type Dashboard as DashboardModel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { dataSources, reference } from './data-sources.ts';
import type { NumberedPanel } from './panel.ts';

/** Values of a label that people choose from; all of them at first. */
export interface Choice {
  /** $name in expressions. */
  readonly name: string;
  readonly label: string;
  /** The series whose label it is. */
  readonly series: string;
  readonly of: string;
}

export interface Dashboard {
  /** Of its page and of its file. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly choices?: readonly Choice[];
  /** How far back it shows at first, such as 1h. */
  readonly last?: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly NumberedPanel[] }[];
}

const tag = 'marketplace';

/** A dashboard as Grafana reads it. Panels are numbered as they stand. */
export function dashboardModel({
  name,
  title,
  description,
  choices = [],
  last = '1h',
  rows,
}: Dashboard): DashboardModel {
  const dashboard = new DashboardBuilder(title)
    .uid(`${tag}-${name}`)
    .description(description)
    .tags([tag])
    .readonly()
    .timezone('browser')
    .refresh('30s')
    .time({ from: `now-${last}`, to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .links([others, operations])
    .variables(choices.map((choice) => variable(choice)));
  let id = 1;
  for (const row of rows) {
    dashboard.withRow(new RowBuilder(row.title).id(id++));
    for (const panel of row.panels) dashboard.withPanel(panel(id++));
  }
  return dashboard.build();
}

/** All of the platform's dashboards by their tag, for the same time. */
const others = new DashboardLinkBuilder('Другие панели')
  .type(DashboardLinkType.Dashboards)
  .tags([tag])
  .asDropdown(true)
  .includeVars(false)
  .keepTime(true);

const operations = new DashboardLinkBuilder('Дежурство')
  .type(DashboardLinkType.Link)
  .icon('doc')
  .tooltip('Что значат тревоги и что делать')
  .url('/public/docs/operations.md')
  .targetBlank(true);

function variable({ name, label, series, of }: Choice): Builder<VariableModel> {
  const query = `label_values(${series}, ${of})`;
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .datasource(reference(dataSources.prometheus))
    .query({ qryType: 1, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: ['All'], value: ['$__all'] });
  return {
    build: () => {
      // What the builder says of intervals too does not belong to a query.
      const { auto: _auto, auto_min: _min, auto_count: _count, ...known } = builder.build();
      return { ...known, sort: VariableSort.AlphabeticalAsc };
    },
  };
}
