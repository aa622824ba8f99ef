// The lab: computes and draws every frame while a lever moves, and sends released levers to the server.

class Lab {
  constructor(root, boards) {
    this.root = root;
    this.boards = boards;
    this.element = root.querySelector(".lab");
    this.guard = new NavigationGuard(this);
  }

  update({ data, setStateValue }) {
    this.setState = setStateValue;
    this.guard.watch();
    const fresh = this.data?.revision !== data.revision || this.data?.board !== data.board || this.data?.language !== data.language;
    this.data = data;
    if (fresh) this.board = null;
    if (this.board) this.showServer();
    else this.build();
  }

  unmount() {
    this.flush();
    this.guard.stop();
    cancelAnimationFrame(this.frame);
    this.frame = null;
  }

  /** Build panel and charts once the board has arrived. */
  build() {
    const board = this.boards.get(this.data.board);
    if (!board) return;
    this.board = board;
    const previous = this.levers;
    this.levers = new Levers(this.data);
    const memory = previous ?? savedLocks();
    this.levers.keepSum(memory.wantsSum);
    this.levers.locked = new Set([...memory.locked].filter((name) => this.levers.names().includes(name)));
    // Earlier releases belong to former levers; the server counts from the beginning, too.
    this.seq = 0;
    this.sent = this.resent = null;
    this.moveCount = this.sentMoveCount = 0;
    this.lastValid = { weights: { ...this.levers.weights }, cut: { ...this.levers.cut } };
    const { published } = this.data;
    alignPublishedTiers(board, { ...this.state(), ...published, weights: board.criteria.map((name) => published.weights[name] ?? 0) });
    this.numbers = new Numbers(this.data, board);
    this.panel = new Panel(this);
    this.charts = new Charts(this);
    this.element.replaceChildren(this.panel.build(), this.charts.build());
    // Leaving the lab releases the levers.
    this.element.onfocusout = () => this.flush();
    this.draw();
    if (this.result?.moved) this.charts.showMoves();
    this.showServer();
  }

  onMove() {
    this.moveCount += 1;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  state() {
    const { levers, data, board } = this;
    return { weights: board.criteria.map((name) => levers.weights[name] ?? 0), cut: levers.cut, missing: data.missing, hysteresis: data.hysteresis, capacity: data.capacity, fills: data.fills };
  }

  /** Whether no criterion with data has a weight, so that nothing decides. */
  hasNoWeight() {
    return this.levers.sum(this.board.criteria) <= 0;
  }

  draw() {
    const begun = performance.now();
    if (this.hasNoWeight()) {
      this.panel.showError(this.data.words.errors.zero);
      this.panel.show();
      return;
    }
    this.lastValid = { weights: { ...this.levers.weights }, cut: { ...this.levers.cut } };
    this.result = computeResults(this.board, this.state());
    const counted = performance.now() - begun;
    this.panel.show();
    this.charts.draw(this.result);
    this.element.setAttribute("data-counts", this.result.counts.join(" "));
    (window.__kamFrames ??= []).push([begun, counted, performance.now() - begun]);
    if (window.__kamFrames.length > 2000) window.__kamFrames.splice(0, 1000);
  }

  /** Send the levers to the server, at once or after a pause of the keys. */
  release(wait = 0) {
    clearTimeout(this.releaseTimer);
    this.releaseTimer = setTimeout(() => this.sendLevers(), wait);
  }

  /** Send a waiting release now. */
  flush() {
    if (!this.releaseTimer) return;
    clearTimeout(this.releaseTimer);
    this.sendLevers();
  }

  /** Whether a release was not yet answered by the server. */
  isPending() {
    const { server, revision } = this.data;
    return Boolean(this.releaseTimer || (this.sent && (server?.revision !== revision || server.seq !== this.sent)));
  }

  sendLevers() {
    this.releaseTimer = null;
    if (this.hasNoWeight()) {
      // The last valid state stays on the levers, in the charts and on the server.
      this.levers.set(this.lastValid.weights, this.lastValid.cut);
      this.panel.show();
    }
    this.seq += 1;
    this.sent = this.seq;
    this.sentMoveCount = this.moveCount;
    this.element.setAttribute("data-state", "sent");
    this.setState("levers", { revision: this.data.revision, seq: this.seq, weights: { ...this.levers.weights }, cut: this.levers.cut });
  }

  /** Show the counts of the server in place of those computed here. */
  showServer() {
    const { server, revision } = this.data;
    if (!this.isPending()) this.guard.proceed();
    if (this.isLost()) {
      this.resent = this.seq + 1;
      this.release(300);
      return;
    }
    if (!server || server.revision !== revision || server.seq !== (this.sent ?? server.seq) || !this.result) return;
    // A lever that moves again is ahead of this answer.
    if (this.moveCount !== this.sentMoveCount) return;
    const agree = this.board.weight === 1 && server.counts.every((count, code) => count === this.result.counts[code]);
    this.element.setAttribute("data-state", "exact");
    this.element.setAttribute("data-agrees", String(agree));
    this.charts.showServerCounts(server, agree);
  }

  /**
   * Whether the server lost a release: it counts none, and its levers differ. A server that took over from another has
   * the draft as last saved, without the release that was on the way; it is sent again, once.
   */
  isLost() {
    const { server, revision, weights, cut } = this.data;
    if (server?.revision !== revision || server.seq !== 0 || !this.sent || this.sent === this.resent || this.releaseTimer) return false;
    const differs = Object.entries(weights).some(([name, points]) => this.levers.weights[name] !== points);
    return differs || JSON.stringify(cut) !== JSON.stringify(this.levers.cut);
  }
}
