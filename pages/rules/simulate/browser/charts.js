// Results beside the levers: tier strip, and below it what crosses each line or the score distribution.

const VIEWS_OF_RESULT = ["crossings", "scores"];

class Charts extends Part {
  build() {
    const { words } = this.data;
    this.cards = new TierCards(this.lab);
    this.parts = { crossings: new Crossings(this.lab), scores: new Distribution(this.lab) };
    this.status = make("p", { class: "status", role: "status", "aria-live": "polite" });
    this.title = make("h3");
    this.caption = make("span", { class: "note" });
    this.choices = make("div", { class: "choices", role: "radiogroup", "aria-label": words.shown },
      ...VIEWS_OF_RESULT.map((view) => make("button", { type: "button", role: "radio", "data-view": view, text: words.views[view], onclick: () => this.choose(view) })));
    this.choices.addEventListener("keydown", (event) => moveAmongRadios(event, (button) => this.choose(button.dataset.view)));
    this.nodes = Object.fromEntries(VIEWS_OF_RESULT.map((view) => [view, this.parts[view].build()]));
    const node = make("div", { class: "answer" }, this.cards.build(),
      make("div", { class: "picture" }, make("div", { class: "title" }, this.title, this.caption, this.choices), this.status, ...Object.values(this.nodes)));
    this.show(savedView() ?? "scores");
    return node;
  }

  /** Show a view because somebody asked for it; it stays in this window. */
  choose(view) {
    saveView(view);
    this.show(view);
  }

  /** Show what crosses the lines once a weight moves, unless somebody chose what to see. */
  showMoves() {
    if (!savedView()) this.show("crossings");
  }

  show(view) {
    const { words } = this.data;
    this.title.textContent = words.titles[view];
    this.caption.textContent = words.captions[view];
    for (const one of VIEWS_OF_RESULT) this.nodes[one].hidden = one !== view;
    for (const button of this.choices.children) {
      const on = button.dataset.view === view;
      button.setAttribute("aria-checked", String(on));
      button.tabIndex = on ? 0 : -1;
    }
  }

  /** Draw the result of one state of the levers. */
  draw(result) {
    const { words } = this.data;
    this.cards.draw(result);
    for (const part of Object.values(this.parts)) part.draw(result);
    const moved = result.moved ? this.pluralSentence(words.moved, "moved", { moved: this.numbers.counted(result.moved), up: this.numbers.counted(result.up), down: this.numbers.counted(result.down) }) : words.nobody;
    this.status.textContent = this.board.weight === 1 ? moved : this.sentence(words.both, { first: moved, then: words.on_sample });
  }

  /** Show the counts of the server. */
  showServerCounts(server, agree) {
    this.cards.showExact(server);
    if (!agree) this.status.textContent = this.data.words.exact;
  }
}

const VIEW_KEY = "kam-lab-view";

function savedView() {
  try {
    const view = sessionStorage.getItem(VIEW_KEY);
    return VIEWS_OF_RESULT.includes(view) ? view : null;
  } catch {
    return null;
  }
}

function saveView(view) {
  try {
    sessionStorage.setItem(VIEW_KEY, view);
  } catch { /* Without storage it is chosen again at a reload. */ }
}
