export type Point = readonly [x: number, y: number];

/** Of every thing of the picture; between two columns is a lane for lines, whose middle is so far from the middle of a thing. */
export const box = { width: 132, height: 40, lane: 86 } as const;

/** A line from one thing to another as the path of SVG: from side to side, or by the corners given. It ends before the arrow's head. */
export function route(start: Point, end: Point, given: readonly Point[] | undefined): string {
  const corners = given ?? between(start, end);
  return rounded([leaving(start, corners[0] ?? end), ...corners, reaching(end, corners.at(-1) ?? start)]);
}

/** Where a line that goes on to `next` leaves a box. */
function leaving([x, y]: Point, [nextX, nextY]: Point): Point {
  const isBeside = Math.abs(nextX - x) > box.width / 2;
  if (isBeside) return [x + (nextX > x ? box.width / 2 : -box.width / 2), inside(nextY, y)];
  return [nextX, y + (nextY > y ? box.height / 2 : -box.height / 2)];
}

/** A line may meet the side of a box beside its middle. */
const inside = (wanted: number, y: number): number => Math.min(Math.max(wanted, y - 15), y + 15);

function reaching(end: Point, before: Point): Point {
  const [x, y] = leaving(end, before);
  const head = 3;
  if (x === before[0]) return [x, y + Math.sign(before[1] - y) * head];
  return [x + Math.sign(before[0] - x) * head, y];
}

/** Across, then down or up in the lane before the target, then across. */
function between([x, y]: Point, [endX, endY]: Point): readonly Point[] {
  if (y === endY || x === endX) return [];
  const lane = endX - Math.sign(endX - x) * box.lane;
  return [
    [lane, y],
    [lane, endY],
  ];
}

/** A line with rounded corners. */
function rounded(points: readonly Point[]): string {
  const radius = 9;
  const [first = [0, 0], ...rest] = points;
  return rest.reduce(
    (path, point, index) => {
      const next = rest[index + 1];
      if (next === undefined) return `${path}L${point.join(' ')}`;
      const before = rest[index - 1] ?? first;
      return `${path}L${towards(point, before, radius).join(' ')}Q${point.join(' ')} ${towards(point, next, radius).join(' ')}`;
    },
    `M${first.join(' ')}`,
  );
}

function towards([x, y]: Point, [otherX, otherY]: Point, most: number): Point {
  const distance = Math.hypot(otherX - x, otherY - y);
  const share = distance === 0 ? 0 : Math.min(most, distance / 2) / distance;
  return [Math.round(x + (otherX - x) * share), Math.round(y + (otherY - y) * share)];
}
