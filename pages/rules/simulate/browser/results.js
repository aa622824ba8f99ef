// Results of one state of the levers: counts, score classes, and what crosses each line between two tiers.

const CLASSES = 50;
const LINES = 3;

/** Compute everything that the screen shows of one state of the levers. */
function computeResults(board, levers) {
  const score = scoreAccounts(board, levers.weights, levers.missing);
  const { tier, edges } = assignTiers(board, levers);
  const { n, before, revenue } = board;
  const counts = [0, 0, 0, 0], money = [0, 0, 0, 0], classes = new Uint32Array(4 * CLASSES);
  const lines = Array.from({ length: LINES }, () => ({ falling: 0, fallingMoney: 0, rising: 0, risingMoney: 0 }));
  let moved = 0, up = 0;
  for (let i = 0; i < n; i++) {
    const code = tier[i], was = before[i];
    if (code === NONE) continue;
    counts[code]++;
    money[code] += revenue[i];
    if (score[i] >= 0) classes[code * CLASSES + Math.min(CLASSES - 1, (score[i] * CLASSES / 100) | 0)]++;
    if (was === NONE || was === code) continue;
    moved++;
    up += code < was;
    for (let line = Math.min(was, code); line < Math.max(was, code); line++) {
      if (code > was) {
        lines[line].falling++;
        lines[line].fallingMoney += revenue[i];
      } else {
        lines[line].rising++;
        lines[line].risingMoney += revenue[i];
      }
    }
  }
  return { score, tier, edges, counts, money, classes, lines, moved, up, down: moved - up };
}

/**
 * Set the tiers before the draft. On a sample, or with rounded points, some accounts would change tier before any lever
 * moves, so their published tiers are computed from the same data.
 */
function alignPublishedTiers(board, published) {
  board.tiersSent ??= board.before;
  board.before = board.tiersSent;
  if (!published.comparable || (board.scale === 1 && board.weight === 1)) return;
  scoreAccounts(board, published.weights, published.missing);
  const { tier } = assignTiers(board, published);
  board.before = Int8Array.from(board.tiersSent, (sent, i) => (sent === NONE ? NONE : tier[i]));
}
