"""Runs MiniStack with what its alarms need of AWS. See docs/decisions/027 and 032.

MiniStack judges an alarm by every metric of its name, whatever the dimensions, and only while somebody puts
metrics; it counts the calls of functions that come through its Invoke API and no others (not those of API Gateway, SNS
and schedules); it counts nothing of API Gateway; it delivers a message of SNS to a function that fails only once. Here
alarms are judged every few seconds by the metric of their own dimensions, every call counts once, and a failed function
gets its message again.

It also reads the JSON of every payload and writes it anew for the function, one call after the other: for a batch of products
that takes longer than the function itself. Here a payload goes through as it came. See docs/decisions/045.

It decodes addresses before it looks for the route, so that an id that is encoded twice, or has an encoded slash, reaches a
function as another one. Here a REST API passes parts of the path as they stand in the address, as AWS does, and refuses a
query with a percent sign that begins no byte, which nobody behind it could tell from one that is meant.

It keeps all that functions write, a log stream for each invocation, and all that they measure, and looks through it for every
question. Here it forgets what is old (forgetting.py), so that it can run for weeks.

The repairs replace functions inside MiniStack, so they are for one version of it and refuse any other.
"""

import json
import re
import runpy
import sys
import threading
import time
from contextvars import ContextVar
from importlib.metadata import version
from types import SimpleNamespace

WRITTEN_FOR = "1.5.33"

if version("ministack") != WRITTEN_FOR:
    sys.exit(
        f"local/engine/repaired_engine.py is written for MiniStack {WRITTEN_FOR}, but {version('ministack')} is installed: "
        f"pin ministack=={WRITTEN_FOR} in local/setup/requirements.txt and run npm start again, or adapt the repairs to "
        "the other version and change WRITTEN_FOR"
    )

from forgetting import forget_old_lines, forget_old_streams, merge_old_points
from ministack import app
from ministack.core.responses import _request_account_id, _request_region
from ministack.core import lambda_runtime
from ministack.services import apigateway_v1, cloudwatch, cloudwatch_logs, lambda_svc, sns

JUDGE_EVERY = 5
# Points may come late by so many seconds: what functions write into their logs.
LATE = 600
FORGET_EVERY = 60
# What stays of a log group in any case, and of a stream that is not an invocation's.
KEPT_INVOCATIONS = 2_000
KEPT_LINES = 20_000
# For how many seconds points stay as they came, and then by the minute. Alarms that look back for longer add up.
BY_THE_SECOND = 3_600
BY_THE_MINUTE = 24 * 3_600


# Alarms


def judge_again_and_again():
    while True:
        time.sleep(JUDGE_EVERY)
        for account, region, name in list(cloudwatch._alarms._data):
            _request_account_id.set(account)
            _request_region.set(region)
            alarm = cloudwatch._alarms.get(name)
            try:
                judge_alarm(alarm)
            except Exception as error:
                print(f"alarm {name} cannot be judged: {error!r}", flush=True)


def judge_alarm(alarm):
    if not alarm or not alarm.get("Namespace") or not alarm.get("MetricName"):
        return
    period, periods = int(alarm.get("Period") or 60), int(alarm.get("EvaluationPeriods") or 1)
    now = time.time()
    points = recent_points(alarm, now - period * periods)
    verdicts = [verdict(alarm, points, now - period * (n + 1), now - period * n) for n in range(periods)]
    missing = {"breaching": True, "notBreaching": False}.get(alarm.get("TreatMissingData"))
    if missing and now - (alarm.get("AlarmConfigurationUpdatedTimestamp") or 0) < period * periods:
        # The engine forgets everything when it ends: what is younger than what it looks back on misses nothing yet.
        missing = False
    if missing is None and None in verdicts:
        return
    turn(alarm, "ALARM" if all(missing if each is None else each for each in verdicts) else "OK")


def recent_points(alarm, after):
    dimensions = {each["Name"]: each["Value"] for each in alarm.get("Dimensions") or []}
    key = (alarm["Namespace"], alarm["MetricName"], cloudwatch._dims_key(dimensions))
    recent = []
    for point in reversed(list(cloudwatch._metrics.get(key, []))):
        if point["Timestamp"] < after - LATE:
            break
        recent.append(point)
    return recent


def verdict(alarm, points, after, until):
    """Whether the points of one period breach the threshold; None without points."""
    own = [point for point in points if after < point["Timestamp"] <= until]
    if not own:
        return None
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
    value = cloudwatch._stat_value(cloudwatch._calc_stats(own), statistic, own)
    threshold = float(alarm.get("Threshold") or 0)
    return {
        "GreaterThanOrEqualToThreshold": value >= threshold,
        "GreaterThanThreshold": value > threshold,
        "LessThanThreshold": value < threshold,
        "LessThanOrEqualToThreshold": value <= threshold,
    }.get(alarm.get("ComparisonOperator"))


def turn(alarm, state):
    before = alarm["StateValue"]
    if before == state:
        return
    reason = f"Threshold Crossed: {alarm.get('MetricName')} is {'' if state == 'ALARM' else 'not '}at {alarm.get('Threshold')}"
    alarm["StateValue"], alarm["StateReason"], alarm["StateUpdatedTimestamp"] = state, reason, int(time.time())
    cloudwatch._record_history(alarm["AlarmName"], before, state, reason)
    # What begins well is no news.
    if before != "INSUFFICIENT_DATA" or state == "ALARM":
        cloudwatch._dispatch_alarm_actions(alarm, before, state, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


# Calls


def count(namespace, dimensions, **values):
    """Puts values at this second. Equal ones of one second are one point with a count, so that calls fill no memory."""
    second = float(int(time.time()))
    for name, (value, unit) in values.items():
        points = cloudwatch._metric_bucket((namespace, name, cloudwatch._dims_key(dimensions)))
        last = points[-1] if points else None
        if last and last["Timestamp"] == second and last["Value"] == value and "_stat" not in last:
            last["Count"] = last.get("Count", 1.0) + 1
        else:
            points.append({"Timestamp": second, "Value": value, "Unit": unit, "Dimensions": dict(dimensions)})


def count_execution(function, config, event, request_id, started):
    result = execute(function, config, event, request_id, started)
    failed = isinstance(result, dict) and bool(result.get("error"))
    count(
        "AWS/Lambda",
        {"FunctionName": config.get("FunctionName", "unknown")},
        Invocations=(1.0, "Count"),
        Errors=(1.0 if failed else 0.0, "Count"),
        Throttles=(0.0, "Count"),
        Duration=(float(round((time.time() - started) * 1000)), "Milliseconds"),
    )
    return result


def count_throttle(function_name, duration_ms, error, throttle):
    """In place of MiniStack's own count. It tells of a refused call twice: the one without a duration is counted."""
    if throttle and not duration_ms:
        count("AWS/Lambda", {"FunctionName": function_name}, Throttles=(1.0, "Count"))


async def count_answer(api_id, *others):
    started = time.time()
    answer = await answer_request(api_id, *others)
    status, name = answer[0], (apigateway_v1._rest_apis.get(api_id) or {}).get("name", api_id)
    count(
        "AWS/ApiGateway",
        {"ApiName": name},
        **{
            "Count": (1.0, "Count"),
            "4XXError": (1.0 if 400 <= status < 500 else 0.0, "Count"),
            "5XXError": (1.0 if status >= 500 else 0.0, "Count"),
            "Latency": (float(round((time.time() - started) * 1000)), "Milliseconds"),
        },
    )
    return answer


# Memory


def forget_again_and_again():
    while True:
        time.sleep(FORGET_EVERY)
        try:
            forget()
        except Exception as error:
            print(f"what is old cannot be forgotten: {error!r}", flush=True)


def forget():
    now = time.time()
    for group in list(cloudwatch_logs._log_groups._data.values()):
        forget_old_streams(group["streams"], (now - LATE) * 1000, KEPT_INVOCATIONS)
        with cloudwatch_logs._log_events_lock:
            for stream in list(group["streams"].values()):
                forget_old_lines(stream, (now - LATE) * 1000, KEPT_LINES)
    for points in list(cloudwatch._metrics._data.values()):
        merge_old_points(points, now - BY_THE_SECOND, now - BY_THE_MINUTE)


# Addresses


MALFORMED = re.compile("%(?![0-9A-Fa-f]{2})")
# The path decoded and as it came, and the query as it came, of the request that is being answered.
address = ContextVar("address", default=("", None, None))


async def answer_address(host, path, *others, raw_path=None, raw_query_string=None):
    token = address.set((path, raw_path, raw_query_string))
    try:
        return await answer_api(host, path, *others, raw_path=raw_path, raw_query_string=raw_query_string)
    finally:
        address.reset(token)


def as_it_came(path):
    """The path behind the stage: what stands before it is the engine's own, and has nothing that is encoded."""
    whole, raw, _ = address.get()
    before = whole[: len(whole) - len(path)] if whole.endswith(path) else None
    return raw.partition("?")[0][len(before) :] if raw and before is not None and raw.startswith(before) else path


async def execute_address(request, api_id, stage_name, method, path, *others):
    stage = apigateway_v1._stages_v1.get(api_id, {}).get(stage_name)
    if stage and MALFORMED.search(address.get()[2] or ""):
        # By which the API's own wording of refusals is found.
        request["stage"] = stage
        message = "The query must be text in UTF-8, and a percent sign in it is written %25."
        return apigateway_v1._gw_error("BAD_REQUEST_PARAMETERS", message)
    return await execute_path(request, api_id, stage_name, method, as_it_came(path), *others)


# Payloads


class Passed(bytes):
    """The body of a call that nobody but the function reads."""


class Payload(dict):
    """An event whose JSON is text still. A dict, as events are; empty to all who look into it."""

    def __init__(self, text):
        super().__init__()
        self.text = text


def json_with(**changed):
    return SimpleNamespace(**{**vars(json), **changed})


def passed_or_read(body, *others, **named):
    return Payload(str(body, "ascii")) if isinstance(body, Passed) else json.loads(body, *others, **named)


def written_with_payload(value, *others, **named):
    event = value.get("event") if isinstance(value, dict) else None
    if not isinstance(event, Payload):
        return json.dumps(value, *others, **named)
    rest = json.dumps({name: each for name, each in value.items() if name != "event"})
    return f'{{"event": {event.text}, {rest[1:]}'


async def pass_payload(method, path, headers, body, query_params):
    """An object on one line of ASCII goes to the worker's standard input just so, and a worker takes a line for a call."""
    waits = (headers.get("x-amz-invocation-type") or "RequestResponse") == "RequestResponse"
    is_call = method == "POST" and path.rstrip("/").endswith("/invocations")
    if is_call and waits and body[:1] == b"{" and body[-1:] == b"}" and body.isascii() and b"\n" not in body and b"\r" not in body:
        body = Passed(body)
    return await handle_request(method, path, headers, body, query_params)


handle_request, lambda_svc.handle_request = lambda_svc.handle_request, pass_payload
lambda_svc.json = json_with(loads=passed_or_read)
lambda_runtime.json = json_with(dumps=written_with_payload)

execute, lambda_svc._execute_function_dispatch = lambda_svc._execute_function_dispatch, count_execution
lambda_svc._emit_lambda_metrics = count_throttle
answer_api, app._handle_execute_api_request = app._handle_execute_api_request, answer_address
execute_path, apigateway_v1._execute_in_scope = apigateway_v1._execute_in_scope, execute_address
answer_request, apigateway_v1._handle_execute_in_scope = apigateway_v1._handle_execute_in_scope, count_answer
# One judge only, or one trouble could be told twice.
cloudwatch._evaluate_alarm = lambda alarm: None
cloudwatch._evict_old_metrics = lambda: None
sns._lambda_svc = SimpleNamespace(
    _get_func_record_for_ref=lambda_svc._get_func_record_for_ref,
    _execution_record_for_config=lambda_svc._execution_record_for_config,
    _execute_function_with_config_scope=lambda_svc.invoke_async_with_retry,
)

threading.Thread(target=judge_again_and_again, daemon=True).start()
threading.Thread(target=forget_again_and_again, daemon=True).start()
runpy.run_module("ministack", run_name="__main__", alter_sys=True)
