/** Where all metrics of the platform's functions are in CloudWatch. */
export const metricNamespace = 'Marketplace';
