import Table from 'cli-table3';

const edges = ['top', 'bottom', 'left', 'right'].flatMap((side) => [
  side,
  `${side}-mid`,
  `${side}-left`,
  `${side}-right`,
]);
const noLines = Object.fromEntries([...edges, 'mid', 'mid-mid', 'middle'].map((part) => [part, '']));

export type TableOf = InstanceType<typeof Table>;

/** A table without lines, for a terminal or a log. */
export const plainTable = (head: string[], colAligns: ('left' | 'right')[]): TableOf =>
  new Table({
    head,
    colAligns,
    chars: { ...noLines, middle: '  ' },
    // No colours: the text goes to files as well.
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 0 },
  });
