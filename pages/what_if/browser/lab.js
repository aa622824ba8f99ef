// The lab: takes what the server sends, draws every frame in which a hand moves, and hands on what it leaves.

class Lab {
  constructor(root, boards) {
    this.root = root;
    this.boards = boards;
    this.place = root.querySelector(".lab");
    this.departure = new Departure(this);
  }

  update({ data, setStateValue }) {
    this.send = setStateValue;
    this.departure.watch();
    const fresh = this.data?.stamp !== data.stamp || this.data?.board !== data.board || this.data?.language !== data.language;
    this.data = data;
    if (fresh) this.board = null;
    if (this.board) this.truth();
    else this.open();
  }

  leave() {
    this.flush();
    this.departure.end();
    cancelAnimationFrame(this.frame);
    this.frame = null;
  }

  /** Build everything once the accounts are here. */
  open() {
    const board = this.boards.get(this.data.board);
    if (!board) return;
    this.board = board;
    const kept = this.levers;
    this.levers = new Levers(this.data);
    const held = kept ?? remembered();
    this.levers.sumKept = held.sumKept;
    this.levers.locked = new Set([...held.locked].filter((name) => this.levers.names().includes(name)));
    // What was sent before belongs to levers that are gone; the server counts from the beginning, too.
    this.seq = 0;
    this.sent = this.again = null;
    this.turn = this.sentTurn = 0;
    this.good = { weights: { ...this.levers.weights }, cut: { ...this.levers.cut } };
    const { published } = this.data;
    anchor(board, { ...this.state(), ...published, weights: board.criteria.map((name) => published.weights[name] ?? 0) });
    this.numbers = new Numbers(this.data, board);
    this.panel = new Panel(this);
    this.pictures = new Pictures(this);
    this.place.replaceChildren(this.panel.build(), this.pictures.build());
    // Who goes on to another part of the page has let go.
    this.place.onfocusout = () => this.flush();
    this.draw();
    this.truth();
  }

  moved() {
    this.turn += 1;
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
  nothing() {
    return this.levers.sum(this.board.criteria) <= 0;
  }

  draw() {
    const begun = performance.now();
    if (this.nothing()) {
      this.panel.say(this.data.words.wrong.zero);
      this.panel.show();
      return;
    }
    this.good = { weights: { ...this.levers.weights }, cut: { ...this.levers.cut } };
    this.found = survey(this.board, this.state());
    const counted = performance.now() - begun;
    this.panel.show();
    this.pictures.paint(this.found);
    this.place.setAttribute("data-counts", this.found.counts.join(" "));
    (window.__kamFrames ??= []).push([begun, counted, performance.now() - begun]);
    if (window.__kamFrames.length > 2000) window.__kamFrames.splice(0, 1000);
  }

  /** Hand the levers to the server, which computes the truth in full, at once or when the keys have rested. */
  release(wait = 0) {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.hand(), wait);
  }

  /** What still waits goes now. */
  flush() {
    if (!this.rest) return;
    clearTimeout(this.rest);
    this.hand();
  }

  /** Whether the server has not yet answered what a hand left. */
  unanswered() {
    const { truth, stamp } = this.data;
    return Boolean(this.rest || (this.sent && (truth?.stamp !== stamp || truth.seq !== this.sent)));
  }

  hand() {
    this.rest = null;
    if (this.nothing()) {
      // The last good state stays: on the levers, on the pictures and on the server.
      this.levers.set(this.good.weights, this.good.cut);
      this.panel.show();
    }
    this.seq += 1;
    this.sent = this.seq;
    this.sentTurn = this.turn;
    this.place.setAttribute("data-state", "sent");
    this.send("levers", { stamp: this.data.stamp, seq: this.seq, weights: { ...this.levers.weights }, cut: this.levers.cut });
  }

  /** What the server found stands over what was computed here. */
  truth() {
    const { truth, stamp } = this.data;
    if (!this.unanswered()) this.departure.go();
    if (this.forgotten()) {
      this.again = this.seq + 1;
      this.release(300);
      return;
    }
    if (!truth || truth.stamp !== stamp || truth.seq !== (this.sent ?? truth.seq) || !this.found) return;
    // A hand that is moving again is ahead of this answer.
    if (this.turn !== this.sentTurn) return;
    const agree = this.board.weight === 1 && truth.counts.every((count, code) => count === this.found.counts[code]);
    this.place.setAttribute("data-state", "exact");
    this.place.setAttribute("data-agrees", String(agree));
    this.pictures.correct(truth, agree);
  }

  /**
   * Whether the server knows of no release although there were some, and its levers stand elsewhere. One that has taken
   * over from another knows the draft as it was last kept, and what was let go meanwhile is lost on the way: it is
   * handed over again, once.
   */
  forgotten() {
    const { truth, stamp, weights, cut } = this.data;
    if (truth?.stamp !== stamp || truth.seq !== 0 || !this.sent || this.sent === this.again || this.rest) return false;
    const moved = Object.entries(weights).some(([name, points]) => this.levers.weights[name] !== points);
    return moved || JSON.stringify(cut) !== JSON.stringify(this.levers.cut);
  }
}
