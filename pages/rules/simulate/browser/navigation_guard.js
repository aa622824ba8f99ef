// Navigation guard: a click that leaves or redraws the page waits until the server has answered the released levers,
// because Streamlit drops what arrives after the click.

const TIMEOUT_MS = 3000;
const TARGETS = 'a[href], [data-testid="stButton"] button';

class NavigationGuard {
  constructor(lab) {
    this.lab = lab;
    this.onClick = (event) => this.delay(event);
  }

  watch() {
    window.addEventListener("click", this.onClick, true);
  }

  /** Stop when the lab is unmounted. */
  stop() {
    window.removeEventListener("click", this.onClick, true);
    clearTimeout(this.timeout);
    this.target = null;
  }

  delay(event) {
    const path = event.composedPath(), target = path.find((node) => node instanceof Element && node.matches(TARGETS));
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || target?.target === "_blank";
    if (!target || elsewhere || path.includes(this.lab.element) || this.repeating || !this.lab.isPending() || this.skipped === this.lab.sent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.lab.flush();
    this.target = target;
    clearTimeout(this.timeout);
    // A server that does not answer delays a click only once.
    this.timeout = setTimeout(() => {
      this.skipped = this.lab.sent;
      this.proceed();
    }, TIMEOUT_MS);
  }

  /** Repeat the delayed click, if there is one. */
  proceed() {
    const { target } = this;
    clearTimeout(this.timeout);
    this.target = null;
    this.repeating = true;
    target?.click();
    this.repeating = false;
  }
}
