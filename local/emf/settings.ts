// Everything that the stand-in decides for itself; README.md lists it.

/** Milliseconds between two rounds through the log groups. */
export const intervalMs = 5_000;

/** Milliseconds for which lines may come late: streams of one group are written at the same time. */
export const allowedLatenessMs = 30_000;

/** Lines of a group that are remembered; one that writes more in that time keeps a shorter memory. */
export const maxRememberedLines = 20_000;

/** So many lines are put before the position is written: that many may be put twice when this process is killed between. */
export const linesAtOnce = 100;

/** The most pages of one reading: each may be empty and yet not the last; nobody has so many. */
export const maxPages = 1_000;

/** Bounds of calls to the engine. */
export const engineTimeouts = { requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000 } } as const;

const hourMs = 3_600_000;

/** CloudWatch refuses values that are older, or further ahead; in milliseconds. */
export const maxAgeMs = 14 * 24 * hourMs;
export const maxAheadMs = 2 * hourMs;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export const formatLimits = { text: 1_024, dimensionName: 250, dimensions: 30, metrics: 100, values: 100 } as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putLimits = { datums: 1_000, values: 150 } as const;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const maxEvents = 10_000;
