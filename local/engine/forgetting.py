"""What the engine forgets. MiniStack keeps what functions write and measure as long as it runs, and looks through all of it again and again."""

MINUTE = 60


def forget_old_streams(streams, before, keep):
    """Of a log group's streams, one for each invocation and the oldest first: those without a line since `before` (epoch
    milliseconds), but for the last `keep`."""
    for name in list(streams)[:-keep]:
        last = streams[name]["lastEventTimestamp"]
        if last is not None and last < before:
            del streams[name]


def forget_old_lines(stream, before, keep):
    """The same of the lines of one stream. The list is replaced, because somebody may be reading it."""
    lines = stream["events"]
    if len(lines) > keep and lines[0]["timestamp"] < before:
        stream["events"] = [line for line in lines[:-keep] if line["timestamp"] >= before] + lines[-keep:]


def merge_old_points(points, before, oldest):
    """Makes one statistic set of the points of each minute before `before`, and drops those before `oldest`; epoch seconds. In
    place, because others append."""
    count = next((n for n, point in enumerate(points) if point["Timestamp"] >= before), len(points))
    minutes = {}
    for point in points[:count]:
        minute = point["Timestamp"] // MINUTE * MINUTE
        if minute >= oldest:
            minutes.setdefault(minute, []).append(point)
    points[:count] = [merged(minute, own) for minute, own in sorted(minutes.items())]


def merged(minute, points):
    if len(points) == 1 and "_stat" in points[0]:
        return points[0]
    parts = [stats_of(point) for point in points]
    samples, total = (sum(part[n] for part in parts) for n in (0, 1))
    return {
        **{name: points[0].get(name) for name in ("Unit", "Dimensions")},
        "Timestamp": float(minute),
        "Value": total / samples if samples else 0.0,
        "_stat": {
            "SampleCount": samples,
            "Sum": total,
            "Minimum": min(part[2] for part in parts),
            "Maximum": max(part[3] for part in parts),
        },
    }


def stats_of(point):
    """How often, the sum, the least and the most: of a value that was seen so often, or of a statistic set."""
    if "_stat" in point:
        return tuple(float(point["_stat"][name]) for name in ("SampleCount", "Sum", "Minimum", "Maximum"))
    count, value = float(point.get("Count", 1.0)), point["Value"]
    return count, value * count, value, value
