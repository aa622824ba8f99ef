// Accounts in the browser: read the board that the server sends, find missing values, rank by revenue.
// Tiers are 0 = S … 3 = C, -1 = none.

const NONE = -1, S = 0, A = 1, B = 2, C = 3;
const SCORE_BINS = 4096;
const SLACK = 1e-9;
const VIEWS = { f8: Float64Array, f4: Float32Array, u2: Uint16Array, i4: Int32Array };
const GAP = 65535, FULL = 65534;

/** Read the accounts sent by the server: length of the header, header in JSON, then columns at its offsets. */
function readBoard(bytes) {
  const buffer = bytes.slice().buffer;
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const section = (name) => {
    const [kind, offset, count] = head.sections[name];
    return new VIEWS[kind](buffer, 4 + length + offset, count);
  };
  const n = head.accounts, board = { ...head, n, points: section("points"), revenue: section("revenue") };
  board.flags = section("flags");
  board.owner = head.sections.owner ? section("owner") : null;
  board.scale = head.sections.points[0] === "u2" ? 100 / FULL : 1;
  findGaps(board);
  board.buyers = 0;
  board.before = new Int8Array(n);
  board.override = new Int8Array(n);
  board.publishedTier = new Int8Array(n);
  board.free = new Uint8Array(n);
  board.hasPublishedTiers = false;
  for (let i = 0; i < n; i++) {
    const flags = board.flags[i];
    board.before[i] = (flags & 7) - 1;
    board.override[i] = ((flags >> 3) & 7) - 1;
    board.publishedTier[i] = ((flags >> 9) & 7) - 1;
    board.hasPublishedTiers ||= board.publishedTier[i] !== NONE;
    const buys = board.revenue[i] > 0;
    board.buyers += buys;
    board.free[i] = buys && board.override[i] === NONE;
  }
  board.seatsTaken = [0, 0, 0, 0];
  board.overridden = [];
  for (let i = 0; i < n; i++) {
    if (board.override[i] === NONE) continue;
    board.seatsTaken[board.override[i]]++;
    board.overridden.push(i);
  }
  rankByRevenue(board);
  board.buffers = {
    total: new Float64Array(n), score: new Float64Array(n), tier: new Int8Array(n), bin: new Uint16Array(n),
    count: new Uint32Array(SCORE_BINS), all: new Uint32Array(SCORE_BINS), money: new Float64Array(SCORE_BINS),
  };
  return board;
}

/** Find the missing values of each account, one of few patterns, and set them to 0 for the sums. */
function findGaps(board) {
  const { n, points } = board, k = board.criteria.length, seen = new Map();
  const exact = board.scale === 1;
  board.pattern = new Uint16Array(n);
  board.masks = [];
  for (let i = 0; i < n; i++) {
    let key = 0;
    for (let c = 0; c < k; c++) {
      const value = points[c * n + i];
      if (exact ? value === value : value !== GAP) key += 2 ** c;
      else points[c * n + i] = 0;
    }
    let index = seen.get(key);
    if (index === undefined) {
      index = board.masks.length;
      seen.set(key, index);
      board.masks.push(Array.from({ length: k }, (_, c) => Math.floor(key / 2 ** c) % 2 === 1));
    }
    board.pattern[i] = index;
  }
}

/** For cuts by revenue: the cumulative share of revenue before each buyer, the largest first. */
function rankByRevenue(board) {
  const { n, revenue } = board, order = [];
  for (let i = 0; i < n; i++) if (revenue[i] > 0) order.push(i);
  order.sort((one, other) => revenue[other] - revenue[one] || one - other);
  board.starts = new Float64Array(n).fill(2);
  let sum = 0;
  for (const i of order) sum += revenue[i];
  let before = 0;
  for (const i of order) {
    board.starts[i] = before / Math.max(1, sum);
    before += revenue[i];
  }
  board.total = sum;
}
