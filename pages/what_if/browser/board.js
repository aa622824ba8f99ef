// The lab's code and the accounts that it works on come to the browser once; the part that is drawn anew at every change
// of the levers stays small.

export default function ({ data, parentElement }) {
  const shared = (window.__kamLab ??= { boards: new Map(), waiting: new Set() });
  shared.Lab = Lab;
  const board = readBoard(data instanceof Uint8Array ? data : new Uint8Array(data));
  shared.boards.delete(board.key);
  shared.boards.set(board.key, board);
  // The page shows one board; the one before is kept for the moment in which both are there.
  while (shared.boards.size > 2) shared.boards.delete(shared.boards.keys().next().value);
  for (const begin of [...shared.waiting]) begin();
  parentElement.host?.setAttribute("aria-hidden", "true");
}
