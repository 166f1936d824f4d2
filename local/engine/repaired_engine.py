"""Runs MiniStack with one repair: alarms watch the metric of their own dimensions, period by period.

MiniStack 1.5.33 judges an alarm by every metric of its name, whatever the dimensions: one function that fails would set
off the alarms of all. See docs/decisions/027.
"""

import runpy
import time

from ministack.services import cloudwatch


def evaluate(alarm):
    namespace, name = alarm.get("Namespace"), alarm.get("MetricName")
    if not namespace or not name:
        return
    dimensions = {each["Name"]: each["Value"] for each in alarm.get("Dimensions") or []}
    points = list(cloudwatch._metrics.get((namespace, name, cloudwatch._dims_key(dimensions)), []))
    period, periods = int(alarm.get("Period") or 60), int(alarm.get("EvaluationPeriods") or 1)
    now = time.time()
    verdicts = [judge(alarm, points, now - period * (n + 1), now - period * n) for n in range(periods)]
    if all(verdict is None for verdict in verdicts) and alarm.get("TreatMissingData") not in ("notBreaching", "breaching"):
        return
    missing = alarm.get("TreatMissingData") == "breaching"
    breaching = all(missing if verdict is None else verdict for verdict in verdicts)
    turn(alarm, "ALARM" if breaching else "OK")


def judge(alarm, points, after, until):
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


cloudwatch._evaluate_alarm = evaluate
runpy.run_module("ministack", run_name="__main__", alter_sys=True)
