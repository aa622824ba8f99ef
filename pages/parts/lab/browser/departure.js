// A click that leads to another page waits until the server has answered what the hand left: what arrives there after
// the other page was asked for, or while it still counts, is dropped with the page.

const DEPARTURE_MS = 3000;

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
    this.link = null;
  }

  hold(event) {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href);
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || link?.target === "_blank";
    if (!link || elsewhere || this.letting || !this.lab.unanswered() || this.waived === this.lab.sent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.lab.flush();
    this.link = link;
    clearTimeout(this.patience);
    // A server that does not answer keeps nobody, and keeps them once.
    this.patience = setTimeout(() => {
      this.waived = this.lab.sent;
      this.go();
    }, DEPARTURE_MS);
  }

  /** Go where the last click led, if one waits. */
  go() {
    const { link } = this;
    clearTimeout(this.patience);
    this.link = null;
    this.letting = true;
    link?.click();
    this.letting = false;
  }
}
