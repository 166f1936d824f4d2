import { catalogue } from './catalogue.ts';
import { dashboardModel } from './dashboard.ts';
import { flow } from './flow.ts';
import { functions } from './functions.ts';
import { kafka } from './kafka.ts';
import { search } from './search.ts';
import { storage } from './storage.ts';

/** Every dashboard's file: its name, and the JSON that Grafana reads. */
export const dashboardFiles = (): ReadonlyMap<string, string> =>
  new Map(
    [flow, kafka, catalogue, search, storage, functions].map((dashboard) => [
      `${dashboard.name}.json`,
      `${JSON.stringify(dashboardModel(dashboard), null, 2)}\n`,
    ]),
  );
