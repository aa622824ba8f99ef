// What levers make of the accounts. The steps, and the order of every sum, are those of kam_core/scoring: with points in
// double precision both give the same bits. Tiers are 0 = S … 3 = C, -1 = none.

const NONE = -1, S = 0, A = 1, B = 2, C = 3;
const SCORE_BINS = 4096;
const SLACK = 1e-9;
const VIEWS = { f8: Float64Array, f4: Float32Array, u2: Uint16Array, i4: Int32Array };
const GAP = 65535, FULL = 65534;

/** The accounts as the server sent them: a length, a head in JSON, then columns at the offsets that it names. */
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
  board.held = new Int8Array(n);
  board.free = new Uint8Array(n);
  board.anyHeld = false;
  for (let i = 0; i < n; i++) {
    const flags = board.flags[i];
    board.before[i] = (flags & 7) - 1;
    board.override[i] = ((flags >> 3) & 7) - 1;
    board.held[i] = ((flags >> 9) & 7) - 1;
    board.anyHeld ||= board.held[i] !== NONE;
    const buys = board.revenue[i] > 0;
    board.buyers += buys;
    board.free[i] = buys && board.override[i] === NONE;
  }
  board.taken = [0, 0, 0, 0];
  board.byHand = [];
  for (let i = 0; i < n; i++) {
    if (board.override[i] === NONE) continue;
    board.taken[board.override[i]]++;
    board.byHand.push(i);
  }
  rankByRevenue(board);
  board.room = {
    total: new Float64Array(n), score: new Float64Array(n), tier: new Int8Array(n), bin: new Uint16Array(n),
    count: new Uint32Array(SCORE_BINS), all: new Uint32Array(SCORE_BINS), money: new Float64Array(SCORE_BINS),
  };
  return board;
}

/** Which values each account lacks: one of few patterns. Gaps then count nothing in the sums. */
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
    let place = seen.get(key);
    if (place === undefined) {
      place = board.masks.length;
      seen.set(key, place);
      board.masks.push(Array.from({ length: k }, (_, c) => Math.floor(key / 2 ** c) % 2 === 1));
    }
    board.pattern[i] = place;
  }
}

/** For cuts by revenue: the share of all revenue at which each buyer starts, the largest first. */
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

/** Scores under weights, in the order of the board's criteria; -Infinity where nothing is known. */
function weigh(board, weights, missing) {
  const { n, points, pattern, masks, scale } = board, { total, score, bin } = board.room;
  total.fill(0);
  let all = 0;
  for (let c = 0; c < weights.length; c++) {
    const weight = weights[c];
    if (weight === 0) continue;
    all += weight;
    const start = c * n;
    for (let i = 0; i < n; i++) total[i] += weight * points[start + i];
  }
  const present = masks.map((mask) => mask.reduce((sum, known, c) => (known ? sum + weights[c] : sum), 0));
  const fill = missing === "neutral" ? 50 : 0, per = (SCORE_BINS - 1) / 100;
  const bases = present.map((there) => (missing === "share_out" ? there : all));
  const fills = present.map((there) => fill * (all - there));
  for (let i = 0; i < n; i++) {
    const kind = pattern[i], base = bases[kind];
    let sum = scale === 1 ? total[i] : total[i] * scale;
    if (fill) sum += fills[kind];
    const found = base > 0 ? Math.min(sum / base, 100) : -Infinity;
    score[i] = found;
    // Rising with the score: whoever is in a higher bin has the higher score.
    bin[i] = found > 0 ? (found * per) | 0 : 0;
  }
  return score;
}

/** The accounts at some places of the ranking by score (from 1; ties go to the one that stands first). */
function atPlaces(board, places) {
  const { n, free } = board, { score, bin, count } = board.room;
  count.fill(0);
  for (let i = 0; i < n; i++) count[bin[i]] += free[i];
  const wanted = new Map(), found = new Map();
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  let above = 0, at = SCORE_BINS - 1;
  for (const place of sorted) {
    if (place <= 0) { found.set(place, { score: Infinity, i: -1, bin: SCORE_BINS }); continue; }
    while (at >= 0 && above + count[at] < place) above += count[at--];
    if (at < 0) { found.set(place, { score: -Infinity, i: n, bin: -1 }); continue; }
    if (!wanted.has(at)) wanted.set(at, { above, members: [], places: [] });
    wanted.get(at).places.push(place);
  }
  if (wanted.size) {
    const marked = new Uint8Array(SCORE_BINS);
    for (const key of wanted.keys()) marked[key] = 1;
    for (let i = 0; i < n; i++) if (free[i] && marked[bin[i]]) wanted.get(bin[i]).members.push(i);
  }
  for (const { above: before, members, places: here } of wanted.values()) {
    members.sort((one, other) => score[other] - score[one] || one - other);
    for (const place of here) {
      const i = members[place - before - 1];
      found.set(place, { score: score[i], i, bin: bin[i] });
    }
  }
  return (place) => found.get(place);
}

function within(mark, score, i) {
  return score > mark.score || (score === mark.score && i <= mark.i);
}

function seats(cut, buyers) {
  let left = buyers;
  return [cut.s, cut.a, cut.b].map((share) => {
    const wanted = share > 0 ? Math.max(1, Math.floor(share * buyers + SLACK)) : 0;
    const got = Math.min(wanted, left);
    left -= got;
    return got;
  });
}

/** Tiers of all accounts: cut, what hysteresis keeps, gates, capacity, override. `edges`: the score of each cut. */
function assign(board, levers) {
  const { n, flags, override, held } = board, { score, tier } = board.room;
  const { cut, hysteresis } = levers, edges = [Infinity, Infinity, Infinity];
  const keeps = board.anyHeld && (hysteresis.points > 0 || hysteresis.share > 0);
  let inBand = () => false;
  if (cut.kind === "quota") {
    const ends = [];
    let end = 0;
    seats(cut, board.buyers).forEach((want, code) => ends.push((end += Math.max(0, want - board.taken[code]))));
    const width = Math.floor(hysteresis.share * board.buyers + SLACK);
    const places = keeps ? ends.flatMap((place) => [place - width, place, place + width]) : ends;
    const at = atPlaces(board, places), marks = ends.map(at);
    marks.forEach((mark, code) => (edges[code] = mark.score));
    const { bin } = board.room, { free } = board, [sBin, aBin, bBin] = marks.map((mark) => mark.bin);
    for (let i = 0; i < n; i++) {
      if (!(flags[i] & 256)) { tier[i] = NONE; continue; }
      // Who has no score takes no seat.
      if (!free[i] || score[i] === -Infinity) { tier[i] = C; continue; }
      const here = bin[i];
      // Only in the very bin of a cut does it take the score itself to tell.
      if (here > sBin || (here === sBin && within(marks[S], score[i], i))) tier[i] = S;
      else if (here > aBin || (here === aBin && within(marks[A], score[i], i))) tier[i] = A;
      else if (here > bBin || (here === bBin && within(marks[B], score[i], i))) tier[i] = B;
      else tier[i] = C;
    }
    if (keeps && width > 0) {
      const bands = ends.map((place) => [at(place - width), at(place + width)]);
      inBand = (i, code) => board.free[i] && score[i] > -Infinity && within(bands[code][1], score[i], i) && !within(bands[code][0], score[i], i);
    }
  } else if (cut.kind === "score") {
    const cuts = [cut.s, cut.a, cut.b];
    cuts.forEach((value, code) => (edges[code] = value));
    for (let i = 0; i < n; i++) {
      let code = 0;
      while (code < C && !(score[i] >= cuts[code])) code++;
      tier[i] = flags[i] & 256 ? code : NONE;
    }
    inBand = (i, code) => score[i] >= cuts[code] - hysteresis.points && score[i] < cuts[code] + hysteresis.points;
  } else {
    const limits = [cut.s, cut.a, cut.b];
    for (let i = 0; i < n; i++) {
      if (!(flags[i] & 256)) { tier[i] = NONE; continue; }
      let code = 0;
      while (code < C && !(board.starts[i] < limits[code] - 1e-12)) code++;
      tier[i] = code;
    }
    inBand = (i, code) => hysteresis.share > 0 && board.starts[i] < 2 && Math.abs(board.starts[i] - limits[code]) <= hysteresis.share + 1e-12;
  }
  if (board.anyHeld) {
    for (let i = 0; i < n; i++) {
      const kept = held[i];
      if (kept === NONE || tier[i] === NONE || tier[i] === kept || override[i] !== NONE) continue;
      if (cut.kind !== "score" && !(board.revenue[i] > 0)) continue;
      const stays = flags[i] & 4096;
      if (stays || (keeps && ((kept < C && inBand(i, kept)) || (kept > S && inBand(i, kept - 1))))) tier[i] = kept;
    }
  }
  const fills = levers.fills && cut.kind === "quota", wanted = fills && placesOf(board);
  for (let i = 0; i < n; i++) {
    if (!(flags[i] & 192)) continue;
    if (tier[i] === S && flags[i] & 64) tier[i] = A;
    if (tier[i] === A && flags[i] & 128) tier[i] = B;
  }
  if (fills) fillFreed(board, wanted);
  seat(board, levers.capacity);
  for (const i of board.byHand) tier[i] = override[i];
  return { tier, edges };
}

/** How many accounts stand in each tier, without those set by hand. */
function placesOf(board) {
  const counts = [0, 0, 0, 0], { tier } = board.room;
  for (let i = 0; i < board.n; i++) if (tier[i] !== NONE && board.override[i] === NONE) counts[tier[i]]++;
  return counts;
}

/** S, then A, then B take the next by score who pass their gates, until each has as many as before its gates. */
function fillFreed(board, wanted) {
  const { n, flags, free } = board, { score, tier } = board.room;
  for (const [code, stops] of [[S, 64], [A, 128], [B, 0]]) {
    const freed = wanted[code] - placesOf(board)[code];
    if (freed <= 0) continue;
    const rows = [];
    for (let i = 0; i < n; i++) if (free[i] && tier[i] > code && !(flags[i] & stops) && score[i] > -Infinity) rows.push(i);
    rows.sort((one, other) => score[other] - score[one] || one - other);
    for (const i of rows.slice(0, freed)) tier[i] = code;
  }
}

/** Where a tier has more accounts than places, the lowest scores go one tier down: per owner, then in all. */
function seat(board, capacity) {
  if (!capacity) return;
  const { n, override, owner } = board, { score, tier } = board.room;
  for (const code of [S, A, B]) {
    const { in_all: inAll, per_owner: perOwner } = capacity["sab"[code]];
    if (inAll === null && perOwner === null) continue;
    const used = new Map();
    let usedInAll = 0;
    const members = [];
    for (let i = 0; i < n; i++) {
      if (override[i] === code) {
        usedInAll++;
        if (owner[i] >= 0) used.set(owner[i], (used.get(owner[i]) || 0) + 1);
      } else if (override[i] === NONE && tier[i] === code) members.push(i);
    }
    members.sort((one, other) => score[other] - score[one] || one - other);
    const stay = [];
    for (const i of members) {
      if (perOwner !== null && owner[i] >= 0) {
        const load = used.get(owner[i]) || 0;
        if (load >= perOwner) { tier[i] = code + 1; continue; }
        used.set(owner[i], load + 1);
      }
      stay.push(i);
    }
    if (inAll !== null) stay.forEach((i, place) => { if (usedInAll + place >= inAll) tier[i] = code + 1; });
  }
}

const CLASSES = 50;
const CURVE_POINTS = 200;
const SHOWN_MOVERS = 20;

/** Everything that the screen shows of one state of the levers. */
function survey(board, levers) {
  const score = weigh(board, levers.weights, levers.missing);
  const { tier, edges } = assign(board, levers);
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
      const away = Number.isFinite(edge) ? Math.abs(score[i] - edge) : 0;
      if (near.length < SHOWN_MOVERS || away < near[near.length - 1].away) {
        let place = near.length;
        while (place > 0 && (near[place - 1].away > away || (near[place - 1].away === away && near[place - 1].revenue < revenue[i]))) place--;
        near.splice(place, 0, { i, away, was, now: code, score: score[i], revenue: revenue[i] });
        if (near.length > SHOWN_MOVERS) near.pop();
      }
    }
  }
  return { score, tier, edges, counts, money, flow, classes, moved, up, down: moved - up, near, curve: curve(board) };
}

/**
 * What the accounts were before. On a sample, or with rounded points, some would stand on the other side of a cut before
 * any lever moves; so what they were is counted there in the way in which everything after it is.
 */
function anchor(board, published) {
  board.told ??= board.before;
  board.before = board.told;
  if (!published.comparable || (board.scale === 1 && board.weight === 1)) return;
  weigh(board, published.weights, published.missing);
  const { tier } = assign(board, published);
  board.before = Int8Array.from(board.told, (told, i) => (told === NONE ? NONE : tier[i]));
}

/** Cumulative revenue with the buyers in the order of their scores, at the edges of score classes: exact points. */
function curve(board) {
  const { n, revenue, total, buyers } = board, { bin: bins, all, money } = board.room;
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

/** A cut that is moved is no longer the one that the data proposed. */
function byHand(cut) {
  return cut.kind === "score" ? { ...cut, proposed: "share" } : { ...cut };
}

/** The cut that puts its line of one tier at a score; null where the kind of cut has no such line. */
function cutAt(board, cut, code, at) {
  const name = "sab"[code];
  if (cut.kind === "score") {
    const above = code === 0 ? 100 : cut["sab"[code - 1]], below = code === 2 ? 0 : cut["sab"[code + 1]];
    return { ...byHand(cut), [name]: Math.min(above, Math.max(below, Math.round(at * 10) / 10)) };
  }
  if (cut.kind !== "quota") return null;
  const { n, free, buyers } = board, { score } = board.room;
  let place = 0;
  for (let i = 0; i < n; i++) place += free[i] && score[i] >= at;
  for (let tier = 0; tier <= code; tier++) place += board.taken[tier];
  return quotaTo(cut, code, place / Math.max(1, buyers), buyers);
}

/** The quota whose tiers down to `code` take this share of the buyers; the line below stays where it is. */
function quotaTo(cut, code, share, buyers) {
  const least = 1 / Math.max(1, buyers), ends = [cut.s, cut.s + cut.a, cut.s + cut.a + cut.b];
  const above = code === 0 ? least : ends[code - 1], below = code === 2 ? 1 : ends[code + 1];
  ends[code] = Math.min(below, Math.max(above, share));
  return { ...cut, s: ends[0], a: Math.max(0, ends[1] - ends[0]), b: Math.max(0, ends[2] - ends[1]) };
}
