// A click that has the whole page drawn anew, or leads to another, waits until the server has answered what the hand
// left: what arrives there after the other page was asked for, or while it still counts, is dropped.

const DEPARTURE_MS = 3000;
const DEPARTURES = 'a[href], [data-testid="stButton"] button';

class Departure {
  constructor(lab) {
    this.lab = lab;
    this.onClick = (event) => this.hold(event);
  }

  watch() {
    window.addEventListener("click", this.onClick, true);
  }

  /** The lab has gone: nothing is held any more. */
  end() {
    window.removeEventListener("click", this.onClick, true);
    clearTimeout(this.patience);
    this.door = null;
  }

  hold(event) {
    const path = event.composedPath(), door = path.find((node) => node instanceof Element && node.matches(DEPARTURES));
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || door?.target === "_blank";
    if (!door || elsewhere || path.includes(this.lab.place) || this.letting || !this.lab.unanswered() || this.waived === this.lab.sent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.lab.flush();
    this.door = door;
    clearTimeout(this.patience);
    // A server that does not answer keeps nobody, and keeps them once.
    this.patience = setTimeout(() => {
      this.waived = this.lab.sent;
      this.go();
    }, DEPARTURE_MS);
  }

  /** Go where the last click led, if one waits. */
  go() {
    const { door } = this;
    clearTimeout(this.patience);
    this.door = null;
    this.letting = true;
    door?.click();
    this.letting = false;
  }
}
