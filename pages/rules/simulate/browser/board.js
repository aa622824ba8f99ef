// Code and accounts of the lab are sent to the browser once, so that the component drawn at every change stays small.

export default function ({ data, parentElement }) {
  const shared = (window.__kamLab ??= { boards: new Map(), waiting: new Set() });
  shared.Lab = Lab;
  const board = readBoard(data instanceof Uint8Array ? data : new Uint8Array(data));
  shared.boards.delete(board.key);
  shared.boards.set(board.key, board);
  // The page shows one board; the previous one is needed while both are mounted.
  while (shared.boards.size > 2) shared.boards.delete(shared.boards.keys().next().value);
  for (const begin of [...shared.waiting]) begin();
  parentElement.host?.setAttribute("aria-hidden", "true");
}
