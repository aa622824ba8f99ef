// Moves of a cut: by its line in the score distribution, or by its share of a quota.

/** The cut as moved by hand: no longer the natural one proposed from the data. */
function withoutProposal(cut) {
  return cut.kind === "score" ? { ...cut, proposed: "share" } : { ...cut };
}

/** The cut with the line of one tier at a score; null where the kind of cut has no such line. */
function cutAtScore(board, cut, code, at) {
  const name = "sab"[code];
  if (cut.kind === "score") {
    const above = code === 0 ? 100 : cut["sab"[code - 1]], below = code === 2 ? 0 : cut["sab"[code + 1]];
    return { ...withoutProposal(cut), [name]: Math.min(above, Math.max(below, Math.round(at * 10) / 10)) };
  }
  if (cut.kind !== "quota") return null;
  const { n, free, buyers } = board, { score } = board.buffers;
  let place = 0;
  for (let i = 0; i < n; i++) place += free[i] && score[i] >= at;
  for (let tier = 0; tier <= code; tier++) place += board.seatsTaken[tier];
  return quotaWithShare(cut, code, place / Math.max(1, buyers), buyers);
}

/** The quota in which the tiers down to `code` have this share of the buyers; the line below is unchanged. */
function quotaWithShare(cut, code, share, buyers) {
  const least = 1 / Math.max(1, buyers), ends = [cut.s, cut.s + cut.a, cut.s + cut.a + cut.b];
  const above = code === 0 ? least : ends[code - 1], below = code === 2 ? 1 : ends[code + 1];
  ends[code] = Math.min(below, Math.max(above, share));
  return { ...cut, s: ends[0], a: Math.max(0, ends[1] - ends[0]), b: Math.max(0, ends[2] - ends[1]) };
}
