// Results of one state of the levers: counts, flow, score classes, nearest movers, and the Pareto curve.

const CLASSES = 50;
const CURVE_POINTS = 200;
const SHOWN_MOVERS = 20;

/** Compute everything that the screen shows of one state of the levers. */
function computeResults(board, levers) {
  const score = scoreAccounts(board, levers.weights, levers.missing);
  const { tier, edges } = assignTiers(board, levers);
  const { n, before, revenue } = board;
  const counts = [0, 0, 0, 0], money = [0, 0, 0, 0], flow = new Uint32Array(16);
  const classes = new Uint32Array(4 * CLASSES), near = [];
  let moved = 0, up = 0;
  for (let i = 0; i < n; i++) {
    const code = tier[i], was = before[i];
    if (code === NONE) continue;
    counts[code]++;
    money[code] += revenue[i];
    if (score[i] >= 0) classes[code * CLASSES + Math.min(CLASSES - 1, (score[i] * CLASSES / 100) | 0)]++;
    if (was === NONE) continue;
    flow[was * 4 + code]++;
    if (was !== code) {
      moved++;
      up += code < was;
      const edge = code < was ? edges[code] : edges[code - 1];
      const distance = Number.isFinite(edge) ? Math.abs(score[i] - edge) : 0;
      if (near.length < SHOWN_MOVERS || distance < near[near.length - 1].distance) {
        let index = near.length;
        while (index > 0 && (near[index - 1].distance > distance || (near[index - 1].distance === distance && near[index - 1].revenue < revenue[i]))) index--;
        near.splice(index, 0, { i, distance, was, now: code, score: score[i], revenue: revenue[i] });
        if (near.length > SHOWN_MOVERS) near.pop();
      }
    }
  }
  return { score, tier, edges, counts, money, flow, classes, moved, up, down: moved - up, near, curve: curve(board) };
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

/** Pareto curve: cumulative revenue of the buyers by score, exact at the edges of score classes. */
function curve(board) {
  const { n, revenue, total, buyers } = board, { bin: bins, all, money } = board.buffers;
  all.fill(0);
  money.fill(0);
  for (let i = 0; i < n; i++) {
    const value = revenue[i];
    if (!(value > 0)) continue;
    all[bins[i]]++;
    money[bins[i]] += value;
  }
  const points = [[0, 0]], step = buyers / CURVE_POINTS;
  let accounts = 0, sum = 0, last = 0;
  for (let bin = SCORE_BINS - 1; bin >= 0; bin--) {
    if (!all[bin]) continue;
    accounts += all[bin];
    sum += money[bin];
    if (accounts - last < step && accounts < buyers) continue;
    points.push([accounts / buyers, sum / total]);
    last = accounts;
  }
  return points;
}
