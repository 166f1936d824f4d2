import { RemovalPolicy } from 'aws-cdk-lib/core';
import {
  AccessLogField,
  AccessLogFormat,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What a line says of a request: not what was searched for, and no key. */
const fields = {
  request_id: AccessLogField.contextRequestId(),
  at: AccessLogField.contextRequestTimeEpoch(),
  ip: AccessLogField.contextIdentitySourceIp(),
  method: AccessLogField.contextHttpMethod(),
  path: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  bytes: AccessLogField.contextResponseLength(),
  latency_ms: AccessLogField.contextResponseLatency(),
  function_ms: AccessLogField.contextIntegrationLatency(),
  refused: AccessLogField.contextErrorResponseType(),
};

/** API Gateway's own errors, such as a function that it may not call. */
export const errorLog = { loggingLevel: MethodLoggingLevel.ERROR, dataTraceEnabled: false };

/** A line for each request, also for those that no function gets to see: without a key, or too many. */
export const requestLog = (scope: Construct, name: string): StageOptions => ({
  accessLogDestination: new LogGroupLogDestination(
    new LogGroup(scope, 'Requests', {
      logGroupName: `/aws/apigateway/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  ),
  accessLogFormat: AccessLogFormat.custom(JSON.stringify(fields)),
  ...errorLog,
});
