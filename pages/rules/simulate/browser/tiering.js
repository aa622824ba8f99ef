// Scores and tiers of the accounts. The steps, and the order of every sum, are those of kam_core/scoring: with points in
// double precision both give the same bits.

/** Scores under weights, in the order of the board's criteria; -Infinity where no value is known. */
function scoreAccounts(board, weights, missing) {
  const { n, points, pattern, masks, scale } = board, { total, score, bin } = board.buffers;
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
  const bases = present.map((knownWeight) => (missing === "share_out" ? knownWeight : all));
  const fills = present.map((knownWeight) => fill * (all - knownWeight));
  for (let i = 0; i < n; i++) {
    const kind = pattern[i], base = bases[kind];
    let sum = scale === 1 ? total[i] : total[i] * scale;
    if (fill) sum += fills[kind];
    const result = base > 0 ? Math.min(sum / base, 100) : -Infinity;
    score[i] = result;
    // A higher bin means a higher score.
    bin[i] = result > 0 ? (result * per) | 0 : 0;
  }
  return score;
}

/** The accounts at some ranks by score (from 1; of equal scores the first account ranks higher). */
function accountsAtRanks(board, ranks) {
  const { n, free } = board, { score, bin, count } = board.buffers;
  count.fill(0);
  for (let i = 0; i < n; i++) count[bin[i]] += free[i];
  const wanted = new Map(), accounts = new Map();
  const sorted = [...new Set(ranks)].sort((a, b) => a - b);
  let above = 0, at = SCORE_BINS - 1;
  for (const rank of sorted) {
    if (rank <= 0) { accounts.set(rank, { score: Infinity, i: -1, bin: SCORE_BINS }); continue; }
    while (at >= 0 && above + count[at] < rank) above += count[at--];
    if (at < 0) { accounts.set(rank, { score: -Infinity, i: n, bin: -1 }); continue; }
    if (!wanted.has(at)) wanted.set(at, { above, members: [], ranks: [] });
    wanted.get(at).ranks.push(rank);
  }
  if (wanted.size) {
    const marked = new Uint8Array(SCORE_BINS);
    for (const key of wanted.keys()) marked[key] = 1;
    for (let i = 0; i < n; i++) if (free[i] && marked[bin[i]]) wanted.get(bin[i]).members.push(i);
  }
  for (const { above: before, members, ranks: here } of wanted.values()) {
    members.sort((one, other) => score[other] - score[one] || one - other);
    for (const rank of here) {
      const i = members[rank - before - 1];
      accounts.set(rank, { score: score[i], i, bin: bin[i] });
    }
  }
  return (rank) => accounts.get(rank);
}

function isAtOrAbove(mark, score, i) {
  return score > mark.score || (score === mark.score && i <= mark.i);
}

function quotaSeats(cut, buyers) {
  let left = buyers;
  return [cut.s, cut.a, cut.b].map((share) => {
    const wanted = share > 0 ? Math.max(1, Math.floor(share * buyers + SLACK)) : 0;
    const got = Math.min(wanted, left);
    left -= got;
    return got;
  });
}

/** Tiers of all accounts: cut, hysteresis, gates, capacity, override. `edges`: the score of each cut. */
function assignTiers(board, levers) {
  const { n, flags, override, publishedTier } = board, { score, tier } = board.buffers;
  const { cut, hysteresis } = levers, edges = [Infinity, Infinity, Infinity];
  const usesBand = board.hasPublishedTiers && (hysteresis.points > 0 || hysteresis.share > 0);
  let inBand = () => false;
  if (cut.kind === "quota") {
    const ends = [];
    let end = 0;
    quotaSeats(cut, board.buyers).forEach((want, code) => ends.push((end += Math.max(0, want - board.seatsTaken[code]))));
    const width = Math.floor(hysteresis.share * board.buyers + SLACK);
    const ranks = usesBand ? ends.flatMap((rank) => [rank - width, rank, rank + width]) : ends;
    const at = accountsAtRanks(board, ranks), marks = ends.map(at);
    marks.forEach((mark, code) => (edges[code] = mark.score));
    const { bin } = board.buffers, { free } = board, [sBin, aBin, bBin] = marks.map((mark) => mark.bin);
    for (let i = 0; i < n; i++) {
      if (!(flags[i] & 256)) { tier[i] = NONE; continue; }
      // Accounts without a score take no seat.
      if (!free[i] || score[i] === -Infinity) { tier[i] = C; continue; }
      const here = bin[i];
      // Only in the bin of a cut the score itself is compared.
      if (here > sBin || (here === sBin && isAtOrAbove(marks[S], score[i], i))) tier[i] = S;
      else if (here > aBin || (here === aBin && isAtOrAbove(marks[A], score[i], i))) tier[i] = A;
      else if (here > bBin || (here === bBin && isAtOrAbove(marks[B], score[i], i))) tier[i] = B;
      else tier[i] = C;
    }
    if (usesBand && width > 0) {
      const bands = ends.map((rank) => [at(rank - width), at(rank + width)]);
      inBand = (i, code) => board.free[i] && score[i] > -Infinity && isAtOrAbove(bands[code][1], score[i], i) && !isAtOrAbove(bands[code][0], score[i], i);
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
  if (board.hasPublishedTiers) {
    for (let i = 0; i < n; i++) {
      const published = publishedTier[i];
      if (published === NONE || tier[i] === NONE || tier[i] === published || override[i] !== NONE) continue;
      if (cut.kind !== "score" && !(board.revenue[i] > 0)) continue;
      const stays = flags[i] & 4096;
      if (stays || (usesBand && ((published < C && inBand(i, published)) || (published > S && inBand(i, published - 1))))) tier[i] = published;
    }
  }
  const fills = levers.fills && cut.kind === "quota", wanted = fills && tierCounts(board);
  for (let i = 0; i < n; i++) {
    if (!(flags[i] & 192)) continue;
    if (tier[i] === S && flags[i] & 64) tier[i] = A;
    if (tier[i] === A && flags[i] & 128) tier[i] = B;
  }
  if (fills) fillFreedPlaces(board, wanted);
  applyCapacity(board, levers.capacity);
  for (const i of board.overridden) tier[i] = override[i];
  return { tier, edges };
}

/** The number of accounts in each tier, without overrides. */
function tierCounts(board) {
  const counts = [0, 0, 0, 0], { tier } = board.buffers;
  for (let i = 0; i < board.n; i++) if (tier[i] !== NONE && board.override[i] === NONE) counts[tier[i]]++;
  return counts;
}

/** Fill S, then A, then B with the next accounts by score that pass their gates, up to their counts before gates. */
function fillFreedPlaces(board, wanted) {
  const { n, flags, free } = board, { score, tier } = board.buffers;
  for (const [code, stops] of [[S, 64], [A, 128], [B, 0]]) {
    const freed = wanted[code] - tierCounts(board)[code];
    if (freed <= 0) continue;
    const rows = [];
    for (let i = 0; i < n; i++) if (free[i] && tier[i] > code && !(flags[i] & stops) && score[i] > -Infinity) rows.push(i);
    rows.sort((one, other) => score[other] - score[one] || one - other);
    for (const i of rows.slice(0, freed)) tier[i] = code;
  }
}

/** Move the lowest scores over the capacity of a tier one tier down: per owner, then in all. */
function applyCapacity(board, capacity) {
  if (!capacity) return;
  const { n, override, owner } = board, { score, tier } = board.buffers;
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
    if (inAll !== null) stay.forEach((i, rank) => { if (usedInAll + rank >= inAll) tier[i] = code + 1; });
  }
}
